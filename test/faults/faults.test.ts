import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Scene } from './scene.ts';
import { scenarios, shortEffort } from './scenarios.ts';

/** `FAULT_SEED=123 npx vitest run --project faults` repeats a run. */
const seed = Number(process.env.FAULT_SEED ?? Math.floor(Math.random() * 1e9));

describe(`faults, seed ${seed}`, () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await Scene.open({ seed });
  });
  afterAll(async () => {
    for (const [kind, times] of scene?.recoveries ?? [])
      console.log(`current again after ${kind}: ${times.join(', ')} ms`);
    await scene?.close();
  });

  it.each(scenarios.map((scenario) => ({ ...scenario, title: `${scenario.rules} ${scenario.name}` })))(
    '$title',
    async ({ run }) => {
      const before = [...scene.injected.values()].reduce((sum, times) => sum + times, 0);
      await run(scene, shortEffort);
      const { violations, deliveries } = await scene.settle();
      expect(violations).toEqual([]);
      expect([...scene.injected.values()].reduce((sum, times) => sum + times, 0)).toBeGreaterThan(before);
      expect(deliveries).toBeGreaterThan(0);
    },
  );
});
