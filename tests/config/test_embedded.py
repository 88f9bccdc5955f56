import pytest
from django.db import connection, transaction
from core.models import Heartbeat

pytestmark = pytest.mark.django_db
def test_a(): 
    Heartbeat.objects.create(name="x", beat_at="2020-01-01T00:00Z")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("i", range(5))
def test_b(i):
    assert not Heartbeat.objects.exists()
    Heartbeat.objects.create(name="x", beat_at="2020-01-01T00:00Z")
def test_c():
    assert not Heartbeat.objects.exists()
