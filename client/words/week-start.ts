import type { Weekday } from './weeks.ts';
import { language } from './format.ts';
import { preferences } from './preferences.ts';

type WeekInfo = { firstDay: Weekday };

/** For browsers without week data: the larger regions whose weeks do not start on Monday, from CLDR. */
const sundays = 'BD BR CA CO HK ID IL IN JP KE KR MX NP PE PH PK PT SA SG TH TW US VE ZA';
const saturdays = 'AE AF BH DZ EG IQ IR JO KW LY OM QA SD SY';

/** The first day of the week: the chosen one, else the language's. */
export function weekStart(): Weekday {
  return (Number(preferences.weekStart) || weekStartOf(language)) as Weekday;
}

export function weekStartOf(tag: string | undefined): Weekday {
  const locale: Intl.Locale & { getWeekInfo?: () => WeekInfo; weekInfo?: WeekInfo } = new Intl.Locale(
    tag ?? new Intl.DateTimeFormat().resolvedOptions().locale,
  );
  const { firstDay } = locale.getWeekInfo?.() ?? locale.weekInfo ?? { firstDay: usualIn(locale.maximize().region) };
  return firstDay;
}

/** `region` as in CLDR, such as US. */
export function usualIn(region = ''): Weekday {
  if (region === '') return 1;
  return sundays.includes(region) ? 7 : saturdays.includes(region) ? 6 : 1;
}
