"""`{% cached "foot" %}…{% endcached %}`: a part of every page that changes only when something is changed.

It is made once for each change of anything that readers see, for each language and each set of values after
the name; what stands inside may depend on nothing else.
"""

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from newsroom.pagestore import hold

register = template.Library()


class CachedNode(template.Node):
    def __init__(self, nodelist: NodeList, name: str, values: list[FilterExpression]) -> None:
        self.nodelist, self.name, self.values = nodelist, name, values

    def render(self, context: Context) -> SafeString:
        request = context.get("request")
        if request is None:
            return self.nodelist.render(context)
        values = (str(value.resolve(context)) for value in self.values)
        key = ":".join([self.name, get_language() or "", *values])
        return hold(request, key, lambda: self.nodelist.render(context))


@register.tag
def cached(parser: Parser, token: Token) -> CachedNode:
    _tag, name, *values = token.split_contents()
    nodelist = parser.parse(["endcached"])
    parser.delete_first_token()
    return CachedNode(nodelist, name.strip("\"'"), [parser.compile_filter(value) for value in values])
