import type { Result } from '#lib/core/result.ts';
import {
	checkPixels,
	type PixelCheckError,
	type PixelCheckOutcome
} from '#lib/features/imaging/pixel-commands.server.ts';
import type { PixelCheckInput } from '#lib/features/imaging/pixel-check-schemas.ts';
import type { Context } from '#lib/server/http/page.ts';
import { assignDrawnCases } from './commands.server.ts';

/** Decides a check of pixels, and gives the cases that waited for it to reviewers at once. */
export async function decidePixelCheck(
	{ app, actor }: Pick<Context, 'app' | 'actor'>,
	input: PixelCheckInput
): Promise<Result<PixelCheckOutcome, PixelCheckError>> {
	const outcome = await checkPixels({ app, actor }, input);
	if (outcome.ok && outcome.value.status !== 'refused') await assignDrawnCases(app);
	return outcome;
}
