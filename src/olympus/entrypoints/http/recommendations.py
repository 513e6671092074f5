"""What is recommended: actions to whoever runs the business, items to whoever buys."""

from litestar import Router

from olympus.entrypoints.http.actions import actions_by_query, actions_of_tenant
from olympus.entrypoints.http.own_tenant import own_tenant_only
from olympus.entrypoints.http.recommend_items import recommended_items

recommendation_routes = Router(
    "/api/analytics/recommendations",
    route_handlers=[actions_of_tenant, actions_by_query, recommended_items],
    guards=[own_tenant_only],
    tags=["Recommendations"],
)
