export type SampleEvent = {
  name: string;
  start: string;
  end: string | null;
  guestName: string;
  place?: string;
  link?: string;
  details?: string;
};

/** Events that a school might post, as bodies of the HTTP API; `today` is a day such as `2026-11-23`. */
export function sampleEvents(today: string): SampleEvent[];
