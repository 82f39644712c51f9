import { describe, expect, it } from 'vitest';
import { Observable } from '../../shared/observable.ts';

describe('Observable', () => {
  it('calls each listener with the value, in the order of subscription', () => {
    const heard: string[] = [];
    const observable = new Observable<number>();
    observable.subscribe((news) => heard.push(`first ${news}`));
    observable.subscribe((news) => heard.push(`second ${news}`));
    observable.notify(7);
    expect(heard).toEqual(['first 7', 'second 7']);
  });

  it('no longer calls a listener whose subscription has ended', () => {
    const heard: number[] = [];
    const observable = new Observable<number>();
    const end = observable.subscribe((news) => heard.push(news));
    observable.notify(1);
    end();
    end();
    observable.notify(2);
    expect(heard).toEqual([1]);
  });
});
