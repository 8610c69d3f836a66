"""CPU per request of the reader's pages, uncached, beside a Django hello under the same server."""
