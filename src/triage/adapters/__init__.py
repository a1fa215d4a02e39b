"""The library in other people's words: one module a neighbour, none of them imported until it is asked for."""
