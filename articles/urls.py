from django.urls import path

from articles import feeds, sitemaps
from articles.views import corrections, front, media, own_page, search, share_card, story, story_lists

app_name = "articles"
urlpatterns = [
    path("", front.home, name="home"),
    path("favicon.ico", front.favicon, name="favicon"),
    path("search/", search.search, name="search"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("preview/<str:token>/", story.preview, name="preview"),
    path("author/<slug:slug>/", story_lists.author, name="author"),
    path("outlet/<slug:slug>/", story_lists.outlet, name="outlet"),
    path("topic/<slug:slug>/", story_lists.topic, name="topic"),
    path("media/photos/<path:path>", media.rendition, name="media"),
    path("media/cards/<slug:digest>.png", share_card.share_card, name="share_card"),
    path("feed/", feeds.paper, name="feed"),
    path("author/<slug:slug>/feed/", feeds.author, name="author_feed"),
    path("topic/<slug:slug>/feed/", feeds.topic, name="topic_feed"),
    path("<slug:slug>/feed/", feeds.section, name="section_feed"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-stories-<int:number>.xml", sitemaps.articles, name="sitemap_articles"),
    path("sitemap-pages.xml", sitemaps.pages, name="sitemap_pages"),
    path("sitemap-news.xml", sitemaps.news, name="news_sitemap"),
    path("robots.txt", sitemaps.robots, name="robots"),
    # Last: a section, or a page of the paper itself, may have any slug that is not taken above (see RESERVED
    # in models/named.py). Both stand at the root, and go by the name of sections.
    path("<slug:slug>/", own_page.at_root, name="section"),
    path("<slug:section>/<slug:slug>/", story.article, name="article"),
]
