"""Who looks at pages of sales in tests, and what they read."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group

from core.models import User


def member_of(role: str) -> User:
    user = User.objects.create_user(f"{role.replace(' ', '')}@example.com", "secret")
    user.groups.add(Group.objects.get(name=role))
    return user


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())
