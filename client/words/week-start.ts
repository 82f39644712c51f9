import type { Weekday } from './weeks.ts';
import { language } from './format.ts';
import { preferences } from './preferences.ts';

type WeekInfo = { firstDay: Weekday };

/** For browsers that do not know themselves: where most people live whose weeks do not begin on Monday, by CLDR. */
const sundays = 'BD BR CA CO HK ID IL IN JP KE KR MX NP PE PH PK PT SA SG TH TW US VE ZA';
const saturdays = 'AE AF BH DZ EG IQ IR JO KW LY OM QA SD SY';

/** The day that weeks begin with: the one that was chosen, else the language's. */
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

/** By CLDR's region. */
export function usualIn(region = ''): Weekday {
  if (region === '') return 1;
  return sundays.includes(region) ? 7 : saturdays.includes(region) ? 6 : 1;
}
