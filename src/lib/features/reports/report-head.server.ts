import type { Actor } from '#lib/core/actor.ts';
import { toIso } from '#lib/core/instant.ts';
import { entryOf, type ReportKind } from '#lib/core/reports/catalogue.ts';
import { reportFormat, type ReportHead } from '#lib/core/reports/model.ts';
import { findGroup } from '#lib/features/admin/group-queries.server.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { App } from '#lib/server/app.ts';
import { checkpointFor } from '#lib/server/audit/checkpoints.ts';
import type { MakerRequest } from './schemas.ts';

/** What a maker knows of its report; the rest of a head is the same for all. */
export type HeadFacts = Pick<ReportHead, 'n' | 'nOf' | 'scope' | 'suppression' | 'privilege'> &
	Partial<
		Pick<
			ReportHead,
			| 'title'
			| 'filters'
			| 'detectionMode'
			| 'blindingLevels'
			| 'policyVersions'
			| 'rulePackVersions'
			| 'frameHashes'
			| 'seedCommitments'
			| 'exclusions'
			| 'leftOut'
			| 'namesPeople'
		>
	>;

/** The head of a report of a kind, from the clock, the group and the actor, and what its maker knows. */
export async function makeHead(
	app: App,
	actor: Actor,
	given: { readonly kind: ReportKind; readonly request: MakerRequest; readonly facts: HeadFacts }
): Promise<ReportHead> {
	const { kind, request, facts } = given;
	const { number, schemaVersion, people } = entryOf(kind);
	const checkpoint = await checkpointFor(app.db.read, actor);
	return {
		format: reportFormat,
		schemaVersion,
		kind,
		number,
		title: messages.reportCatalogue.kinds[kind].title,
		runId: null,
		group: (await findGroup(app.db.read))?.name ?? '',
		periodFromOn: request.from,
		periodThroughOn: request.through,
		timeZone: 'UTC',
		filters: {},
		detectionMode: 'census',
		blindingLevels: [],
		policyVersions: {},
		rulePackVersions: {},
		frameHashes: [],
		seedCommitments: [],
		exclusions: {},
		namesPeople: people === 'names',
		generatedAt: toIso(app.clock.now()),
		// By role: the register knows who, and a maker may review or be reviewed.
		generatedBy: actor.roles.join(', '),
		generator: 'Overread 0.1.0',
		auditCheckpoint: checkpoint && {
			treeSize: checkpoint.treeSize,
			rootHash: checkpoint.rootHash,
			at: toIso(checkpoint.at)
		},
		...facts
	};
}
