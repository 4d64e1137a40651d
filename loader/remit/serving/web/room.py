"""Room for the bytes of long requests and long answers: so many in one process, whoever they belong to."""

from __future__ import annotations

#: Shorter requests and answers are not counted.
LONG = 65_536


class Room:
    """So many bytes; one alone may have more.

    >>> room = Room(100_000)
    >>> first, second = Share(room), Share(room)
    >>> first.take(200_000), second.take(70_000), second.take(9_000)
    (True, False, True)
    >>> first.give()
    >>> second.take(70_000)
    True
    """

    def __init__(self, most: int) -> None:
        """Have so many bytes."""
        self.most, self.taken = most, 0


class Share:
    """What one request takes of the room, until it gives it back."""

    def __init__(self, room: Room) -> None:
        """Begin with nothing."""
        self.room, self.taken = room, 0

    def take(self, size: int) -> bool:
        """Take so many bytes and return True, or return that there is no room for them now."""
        if size < LONG:
            return True
        if self.room.taken and self.room.taken + size > self.room.most:
            return False
        self.room.taken += size
        self.taken += size
        return True

    def give(self) -> None:
        """Give all back."""
        self.room.taken -= self.taken
        self.taken = 0
