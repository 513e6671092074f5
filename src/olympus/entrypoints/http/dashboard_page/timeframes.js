// The timeframes that can be chosen: every name of the catalogue, and forms in which any other can be written.

/** Groups of the menu: a name, and its timeframes. */
export const GROUPS = [
  ["Running", ["today", "this_week", "this_month", "this_quarter", "this_year"]],
  ["Until now", ["last_90_minutes", "last_24_hours", "week_to_date", "month_to_date", "quarter_to_date", "year_to_date"]],
  ["Complete", ["yesterday", "last_week", "last_month", "last_quarter", "last_year"]],
  [
    "Several complete",
    [
      "last_7_days", "last_14_days", "last_30_days", "last_90_days", "last_4_weeks", "last_12_weeks", "last_3_months",
      "last_12_months", "last_4_quarters", "last_2_years",
    ],
  ],
  ["Everything", ["all_time"]],
];

/** What else the menu offers. */
export const CUSTOM = "custom";
export const WRITTEN = "written";

/** Whether the menu has this name; if not, it is written out. */
export function isOffered(timeframe) {
  return timeframe === CUSTOM || GROUPS.some(([, names]) => names.includes(timeframe));
}
