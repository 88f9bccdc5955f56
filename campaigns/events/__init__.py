"""Events of the shop: places, the waiting list, the door, and everything that is told about them."""
