"""Addresses of customers below /api/v1/."""

from django.urls import path

from customers.api import consents, describing, erasures, memberships, people, reaching, segments

_ONE = "customers/<uuid:public_id>/"
urlpatterns = [
    path("customers/", people.CustomersView.as_view(), name="customers"),
    path(_ONE, people.CustomerView.as_view(), name="customer"),
    path(f"{_ONE}membership/", memberships.MembershipView.as_view(), name="membership"),
    path(f"{_ONE}membership/leave/", memberships.LeaveView.as_view(), name="membership_leave"),
    path(f"{_ONE}membership/suspend/", memberships.SuspendView.as_view(), name="membership_suspend"),
    path(f"{_ONE}membership/resume/", memberships.ResumeView.as_view(), name="membership_resume"),
    path(f"{_ONE}consents/", consents.ConsentsView.as_view(), name="consents"),
    path(f"{_ONE}consents/history/", consents.ConsentHistoryView.as_view(), name="consent_history"),
    path(f"{_ONE}consents/<str:channel>/<str:purpose>/", consents.ConsentView.as_view(), name="consent"),
    path(f"{_ONE}interests/", describing.InterestsView.as_view(), name="interests"),
    path(f"{_ONE}groups/", describing.GroupsOfView.as_view(), name="groups_of"),
    path(f"{_ONE}tags/", describing.TagsOfView.as_view(), name="tags_of"),
    path(f"{_ONE}addresses/", reaching.AddressesView.as_view(), name="addresses"),
    path(f"{_ONE}addresses/<int:pk>/", reaching.AddressView.as_view(), name="address"),
    path(f"{_ONE}identities/", reaching.IdentitiesView.as_view(), name="identities"),
    path(f"{_ONE}identities/<int:pk>/", reaching.IdentityView.as_view(), name="identity"),
    path(f"{_ONE}erasure-requests/", erasures.ErasureRequestsView.as_view(), name="erasure_requests"),
    path(f"{_ONE}erasure-requests/<uuid:request_id>/", erasures.ErasureRequestView.as_view(), name="erasure_request"),
    path("segments/", segments.SegmentsView.as_view(), name="segments"),
    path("segments/facets/", segments.SegmentFacetsView.as_view(), name="segment_facets"),
    path("segments/<uuid:public_id>/", segments.SegmentView.as_view(), name="segment"),
    path("segments/<uuid:public_id>/members/", segments.SegmentMembersView.as_view(), name="segment_members"),
    path("segments/<uuid:public_id>/snapshots/", segments.SegmentSnapshotsView.as_view(), name="segment_snapshots"),
    path("topics/", describing.TopicsView.as_view(), name="topics"),
    path("groups/", describing.GroupsView.as_view(), name="groups"),
    path("tags/", describing.TagsView.as_view(), name="tags"),
]
