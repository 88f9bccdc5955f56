"""The product's addresses and the yardstick."""

from django.urls import path

from benchmarks.yardstick import InsertView, insert_row
from config.urls import urlpatterns as product

urlpatterns = [path("bench/rows/", InsertView.as_view()), path("bench/answers/", insert_row), *product]
