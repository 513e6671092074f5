"""Change what a tenant decided, so that every figure follows."""

from olympus.domain.tenant import InvalidSetting, TenantId, TenantSettings
from olympus.ports.public_holidays import PublicHolidays
from olympus.ports.tenants import Tenants
from olympus.use_cases.announce_versions import AnnounceVersions


class ChangeSettings:
    """Saves settings, and has the answers forgotten that were made with the old ones."""

    def __init__(self, tenants: Tenants, announce: AnnounceVersions, holidays: PublicHolidays) -> None:
        self._tenants = tenants
        self._holidays = holidays
        self._announce = announce

    async def __call__(self, tenant_id: TenantId, settings: TenantSettings) -> None:
        """Keep the settings, in place of what was there.

        Raises InvalidSetting for a country whose holidays are not known, SourceUnavailable for an outage.
        """
        if settings.country and not self._holidays.knows(settings.country):
            raise InvalidSetting("country", settings.country, "the holidays that are kept there are not known")
        await self._announce([await self._tenants.save(tenant_id, settings)])
