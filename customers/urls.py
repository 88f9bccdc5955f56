"""Addresses of the customers' pages."""

from __future__ import annotations

from django.urls import path

from core.importing import addresses
from customers.imports.importer import IMPORTER
from customers.memberpage import views as memberpage
from customers.views import (
    correcting,
    editing,
    listing,
    membership,
    merging,
    privacy,
    record,
    searching,
    segments,
    today,
    work,
)

app_name = "customers"
RECORD = "customers/<uuid:public_id>/"
SEGMENT = "customers/segments/<uuid:public_id>/"

urlpatterns = [
    path("", today.today, name="today"),
    path("customers/", listing.customer_list, name="list"),
    *addresses.patterns(IMPORTER, "customers/import/"),
    path("customers/new/", editing.customer_new, name="new"),
    path("customers/enrol/", membership.quick_enrol, name="quick_enrol"),
    path("customers/search/", searching.search, name="search"),
    path("customers/filters/", listing.save_filter, name="filter_save"),
    path("customers/filters/all/", listing.saved_filters, name="filters"),
    path("customers/filters/<int:pk>/delete/", listing.delete_filter, name="filter_delete"),
    path("follow-ups/<int:pk>/", work.follow_up_finish, name="follow_up_finish"),
    path("follow-ups/<int:pk>/edit/", correcting.follow_up_edit, name="follow_up_edit"),
    path("follow-ups/<int:pk>/later/", correcting.follow_up_later, name="follow_up_later"),
    path("follow-ups/<int:pk>/take/", work.follow_up_take, name="follow_up_take"),
    path("customers/segments/", segments.segment_list, name="segments"),
    path("customers/segments/new/", segments.segment_new, name="segment_new"),
    path("customers/segments/preview/", segments.segment_preview, name="segment_preview"),
    path(SEGMENT, segments.segment_detail, name="segment"),
    path(f"{SEGMENT}edit/", segments.segment_edit, name="segment_edit"),
    path(f"{SEGMENT}snapshot/", segments.segment_freeze, name="segment_freeze"),
    path(f"{SEGMENT}delete/", segments.segment_delete, name="segment_delete"),
    path(f"{SEGMENT}why/<uuid:customer_id>/", segments.segment_explain, name="segment_explain"),
    path(f"{RECORD}segments/", segments.segments_panel, name="segments_of"),
    path(f"{RECORD}segments/why/", segments.segments_why, name="segments_why"),
    path(RECORD, record.customer_detail, name="detail"),
    path(f"{RECORD}merge/", merging.merge, name="merge"),
    path(f"{RECORD}merges/", merging.merges, name="merges"),
    path(f"{RECORD}merges/<int:pk>/undo/", merging.unmerge, name="unmerge"),
    path(f"{RECORD}privacy/", privacy.privacy, name="privacy"),
    path(f"{RECORD}privacy/copy/", privacy.privacy_copy, name="privacy_copy"),
    path(f"{RECORD}privacy/request/", privacy.erasure_new, name="erasure_new"),
    path(f"{RECORD}privacy/erase/", privacy.erasure_carry_out, name="erasure_carry_out"),
    path(f"{RECORD}privacy/refuse/", privacy.erasure_refuse, name="erasure_refuse"),
    path(f"{RECORD}privacy/withdraw/", privacy.erasure_withdraw, name="erasure_withdraw"),
    path(f"{RECORD}edit/", editing.customer_edit, name="edit"),
    path("m/<str:token>/", memberpage.page, name="member_page"),
    path("m/<str:token>/choices/", memberpage.choose, name="member_choose"),
    path("m/<str:token>/leave/", memberpage.leave, name="member_leave"),
    path(f"{RECORD}personal-page/", memberpage.panel, name="memberpage"),
    path(f"{RECORD}personal-page/link/", memberpage.share, name="memberpage_share"),
    path(f"{RECORD}personal-page/revoke/", memberpage.revoke, name="memberpage_revoke"),
    path(f"{RECORD}timeline/", record.timeline_panel, name="timeline"),
    path(f"{RECORD}follow-ups/", record.follow_ups_panel, name="follow_ups"),
    path(f"{RECORD}follow-ups/new/", work.follow_up_new, name="follow_up_new"),
    path(f"{RECORD}supplier/", work.supplier_day_settle, name="supplier_day"),
    path(f"{RECORD}notes/", record.notes_panel, name="notes"),
    path(f"{RECORD}notes/new/", work.note_new, name="note_new"),
    path(f"{RECORD}notes/<int:pk>/edit/", correcting.note_edit, name="note_edit"),
    path(f"{RECORD}notes/<int:pk>/remove/", correcting.note_remove, name="note_remove"),
    path(f"{RECORD}consents/", record.consents_panel, name="consents"),
    path(f"{RECORD}consents/edit/", work.consent_edit, name="consent_edit"),
    path(f"{RECORD}interests/", record.interests_panel, name="interests"),
    path(f"{RECORD}interests/edit/", work.interests_edit, name="interests_edit"),
    path(f"{RECORD}holds/new/", work.hold_new, name="hold_new"),
    path(f"{RECORD}holds/<int:pk>/release/", work.hold_release, name="hold_release"),
    path(f"{RECORD}addresses/new/", work.address_new, name="address_new"),
    path(f"{RECORD}addresses/<int:pk>/edit/", correcting.address_edit, name="address_edit"),
    path(f"{RECORD}addresses/<int:pk>/remove/", work.address_remove, name="address_remove"),
    path(f"{RECORD}identities/new/", work.identity_new, name="identity_new"),
    path(f"{RECORD}identities/<int:pk>/remove/", work.identity_remove, name="identity_remove"),
    path(f"{RECORD}enrol/", membership.enrol, name="enrol"),
    path(f"{RECORD}suspend/", membership.suspend, name="suspend"),
    path(f"{RECORD}reinstate/", membership.reinstate, name="reinstate"),
    path(f"{RECORD}leave/", membership.leave, name="leave"),
]
