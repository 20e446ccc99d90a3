"""The coach in Discord: commands, cards, buttons and modals. All that imports discord lives here.

Nothing is remembered between two interactions: what a button or a modal is about stands in its
custom id, everything else is asked from the use cases. So a restart changes nothing.
"""
