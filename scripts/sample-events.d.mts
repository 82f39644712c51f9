export type SampleEvent = {
  name: string;
  start: string;
  end: string | null;
  guestName: string;
  place?: string;
  link?: string;
  details?: string;
};

/** What a school might post, as the board's HTTP interface takes it; `today` is a day such as `2026-11-23`. */
export function sampleEvents(today: string): SampleEvent[];
