"""Letters to donors are written: each once, in the newsroom's own words where it has some."""

from membership.letters.writing import write, write_sparingly
