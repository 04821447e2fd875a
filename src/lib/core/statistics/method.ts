import type { z } from 'zod';

/** A statistic as the installation check calls it: unknown inputs in, outputs by name out. Throws on invalid input. */
export type Method = (inputs: unknown) => unknown;

/** Binds a function to the schema of its inputs. */
export function method<S extends z.ZodType>(schema: S, run: (inputs: z.output<S>) => unknown): Method {
	return (inputs) => run(schema.parse(inputs));
}
