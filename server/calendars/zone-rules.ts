import ICAL from 'ical.js';
import { tzlib_get_ical_block as timeZoneBlock, tzlib_get_timezones as timeZoneNames } from 'timezones-ical-library';
import { BoundedMap } from '../../shared/bounded-map.ts';
import { ZoneChanges } from './zone-changes.ts';

/** What is known of a zone: its rules of today, as text and to compute with, and its clock changes over the years. */
export type ZoneRules = { id: string; text: string; zone: ICAL.Timezone; changes: ZoneChanges };

/** The library complains on stderr about names that it does not know, so it is asked only for those that it knows. */
const libraryNames = new Map([...timeZoneNames(false)].map((name) => [name.toLowerCase(), name]));
/** Several names can have the same rules. Bounded by the library's list. */
const rulesById = new Map<string, Pick<ZoneRules, 'text' | 'zone'>>();
const byName = new Map<string, ZoneRules | null>();
/** A zone may be written in capitals and small letters as anybody likes, so there are more spellings than names. */
const bySpelling = new BoundedMap<string, ZoneRules | null>(2_000);

/** The rules of a zone; null if the library does not know it. */
export function zoneRules(timeZone: string): ZoneRules | null {
  let rules = bySpelling.get(timeZone);
  if (rules === undefined) bySpelling.set(timeZone, (rules = findRules(timeZone)));
  return rules;
}

function findRules(timeZone: string): ZoneRules | null {
  const name = libraryNames.get(timeZone.toLowerCase());
  if (name === undefined) return null;
  let rules = byName.get(name);
  if (rules === undefined) byName.set(name, (rules = readRules(name)));
  return rules;
}

function readRules(name: string): ZoneRules | null {
  const block = timeZoneBlock(name);
  const [text, parameter] = Array.isArray(block) ? block : [];
  if (text === undefined || parameter === undefined) return null;
  const id = parameter.replace(/^TZID=/, '');
  let known = rulesById.get(id);
  if (known === undefined) {
    const component = ICAL.Component.fromString(text);
    rulesById.set(id, (known = { text: component.toString(), zone: new ICAL.Timezone(component) }));
  }
  return { id, ...known, changes: new ZoneChanges(name) };
}
