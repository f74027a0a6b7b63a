# SPDX-License-Identifier: Apache-2.0
"""Chance that keeps its promises: cards are dealt in random order, each as often as the others."""

import collections


class Deck:
    """Cards that are dealt in random order, each as often as the others; shuffled again when all were dealt."""

    def __init__(self, cards, chance):
        self.cards, self.chance, self.left = list(cards), chance, []

    def deal(self):
        if not self.left:
            self.left = list(self.cards)
            self.chance.shuffle(self.left)
        return self.left.pop()


class Fewest:
    """Cards of which always one is dealt that was dealt least often, by chance among those; some may be barred."""

    def __init__(self, cards, chance):
        self.chance, self.dealt = chance, collections.Counter({card: 0 for card in cards})

    def deal(self, allowed=lambda card: True):
        found = [card for card in self.dealt if allowed(card)]
        least = min(self.dealt[card] for card in found)
        card = self.chance.choice([card for card in found if self.dealt[card] == least])
        self.dealt[card] += 1
        return card
