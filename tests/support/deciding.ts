import type { Actor } from '#lib/core/actor.ts';
import { castVote } from '#lib/features/committee/commands.server.ts';
import type { CastInput } from '#lib/features/committee/schemas.ts';
import type { App } from '#lib/server/app.ts';
import { aUser } from './builders.ts';
import { getActor } from './sign-in.ts';

/** A member of the committee without a part in any case. */
export async function aMember(app: App, role: 'committee' | 'chair' = 'committee'): Promise<Actor> {
	return getActor(app, (await aUser(app, role)).id);
}

/** A vote as the form would send it: to uphold the score of the first review, unless said otherwise. */
export function aVote(id: string, given: Partial<CastInput> = {}): CastInput {
	return {
		id,
		asked: 'score-1',
		outcome: 'uphold',
		finalScore: null,
		attribution: 'reader',
		action: 'none',
		comment: 'Visible on two images.',
		learningPoint: '',
		...given
	};
}

/** Decides a question by the same vote of as many new members as the policy that came with the product asks for. */
export async function decideTogether(app: App, vote: CastInput): Promise<void> {
	for (const member of [await aMember(app), await aMember(app)]) {
		const cast = await castVote({ app, actor: member }, vote);
		if (!cast.ok) throw new Error(`a vote was refused: ${cast.error}`);
	}
}
