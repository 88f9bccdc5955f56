"""What administrators define of complaints, part by part."""

from complaints.learning import admin as learning  # noqa: F401  # registers
