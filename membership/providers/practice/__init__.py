"""No money moves: a page that asks which outcome you want. For the demo newsroom and for tests only."""

from membership.providers.practice.playing import OUTCOMES, Outcome, Scene
from membership.providers.practice.provider import Practice
