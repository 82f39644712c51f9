import * as z from 'zod/mini';

export const Role = z.enum(['owner', 'moderator', 'member']);
export type Role = z.infer<typeof Role>;

/** A logged-in person, as pages show them. */
export const User = z.strictObject({
  username: z.string(),
  /** How they are shown; null: by the username. */
  displayName: z.nullable(z.string()),
  role: Role,
});
export type User = z.infer<typeof User>;

export const OneUser = z.strictObject({ user: User });

/** Who a browser is. At most one of the two is set. */
export const Session = z.strictObject({
  user: z.nullable(User),
  guest: z.nullable(z.strictObject({ name: z.string() })),
});
export type Session = z.infer<typeof Session>;
