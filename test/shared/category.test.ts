import { describe, expect, it } from 'vitest';
import { CategoryColor, type Category } from '../../shared/category.ts';
import { categoryNamed, categoryOf } from '../../shared/category-of.ts';
import { lookFor, suggestedCategories } from '../../shared/category-suggestions.ts';
import { passesFilter } from '../../shared/event-filter.ts';
import { boardEvent } from '../support/board/stored-event.ts';

const music: Category = { id: 'music-4k7x', name: 'Música', color: 'purple', icon: 'music' };
const sport: Category = { id: 'sport-9c3d', name: 'Sport', color: 'green', icon: 'sport' };

describe('categories', () => {
  it('[CATEGORY-1] a name is found whatever its case and accents', () => {
    expect(categoryNamed([sport, music], ' MUSICA ')).toBe(music);
    expect(categoryNamed([sport, music], 'Musical')).toBeUndefined();
  });

  it('[CATEGORY-1] a new one looks like the suggested one of its name, or has a colour that few others have', () => {
    expect(lookFor('FOOD', [])).toEqual({ color: 'orange', icon: 'food' });
    const others = suggestedCategories.slice(0, 7).map((category, n) => ({ ...category, id: `c${n}` }));
    expect(lookFor('Chess', others)).toEqual({ color: 'pink', icon: 'tag' });
    expect(suggestedCategories.map(({ color }) => color).toSorted()).toEqual(CategoryColor.options.toSorted());
  });

  it('[CATEGORY-3] an event whose category was deleted has none, and one of an older version too', () => {
    expect(categoryOf([sport, music], boardEvent({ category: 'music-4k7x' }))).toBe(music);
    for (const category of ['gone-6h6h', null, undefined])
      expect(categoryOf([sport, music], { category } as { category: string | null })).toBeUndefined();
    expect(categoryOf(undefined, boardEvent({ category: 'music-4k7x' }))).toBeUndefined();
  });

  it('[CATEGORY-4] an event passes the filter with its own category only', () => {
    const event = boardEvent({ category: 'music-4k7x' });
    expect(passesFilter(event, { category: 'music-4k7x' })).toBe(true);
    expect(passesFilter(event, { category: 'sport-9c3d' })).toBe(false);
    expect(passesFilter(boardEvent(), { category: 'music-4k7x' })).toBe(false);
  });
});
