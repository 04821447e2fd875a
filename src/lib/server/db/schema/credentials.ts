import { sql } from 'drizzle-orm';
import type { Columns } from '#lib/server/db/columns.sqlite.ts';
import type { PeopleTables } from './people.ts';
import type { ReadTables } from './reads.ts';

/** What is recorded of radiologists: licences and all that runs out, what the gate found, reminders, continuing education. */
export function credentialTables(c: Columns, { radiologists, users }: PeopleTables, { reads }: ReadTables) {
	/** Bytes that somebody uploaded, encrypted in a file of their own; a newer version names the one it replaces. Append-only. */
	const vaultDocuments = c.table(
		'vault_documents',
		{
			id: c.text('id').primaryKey(),
			radiologistId: c
				.text('radiologist_id')
				.notNull()
				.references(() => radiologists.id),
			/** What it is, in a word of `core/credentials/documents.ts`. */
			kind: c.text('kind').notNull(),
			/** The name that its owner gave it, sealed. */
			sealedName: c.text('sealed_name').notNull(),
			/** As its content shows: application/pdf, image/jpeg, image/png … */
			contentType: c.text('content_type').notNull(),
			sizeBytes: c.big('size_bytes').notNull(),
			/** Of the plain bytes, hex. */
			sha256: c.text('sha256').notNull(),
			version: c.int('version').notNull(),
			replaces: c.text('replaces'),
			uploadedAt: c.instant('uploaded_at').notNull(),
			uploadedBy: c.text('uploaded_by').references(() => users.id)
		},
		(t) => [
			c.index('vault_documents_radiologist').on(t.radiologistId, t.uploadedAt),
			c.uniqueIndex('vault_documents_replaces').on(t.replaces)
		]
	);

	/**
	 * Append-only: a renewal is a new term, and what was wrong is superseded by another row. `recordedAt` is the second axis of time: what
	 * was known at an instant can be asked for at any later one.
	 */
	const credentialRows = c.table(
		'credential_rows',
		{
			id: c.text('id').primaryKey(),
			radiologistId: c
				.text('radiologist_id')
				.notNull()
				.references(() => radiologists.id),
			/** A kind of `core/credentials/kinds.ts`, which has the schema of the body. */
			kind: c.text('kind').notNull(),
			body: c.json<unknown>('body').notNull(),
			/** What of the body lists ask for: jurisdiction, facility, list or name of a fact; empty where it has none. */
			place: c.text('place').notNull(),
			/** First and last day of the term, both included; null: not bounded. */
			fromOn: c.text('from_on'),
			toOn: c.text('to_on'),
			/** The row that this one corrects. */
			supersedes: c.text('supersedes'),
			/** True: it only takes back the row that it supersedes. */
			isVoid: c.bool('is_void').notNull().default(false),
			/** Why a row was corrected or taken back. */
			words: c.text('words').notNull().default(''),
			documentId: c.text('document_id').references(() => vaultDocuments.id),
			/** hand | csv | fhir | self | demo */
			source: c.text('source').notNull(),
			recordedAt: c.instant('recorded_at').notNull(),
			recordedBy: c.text('recorded_by').references(() => users.id)
		},
		(t) => [
			c.index('credential_rows_radiologist').on(t.radiologistId, t.kind),
			c.index('credential_rows_kind').on(t.kind, t.place),
			c.index('credential_rows_ends').on(t.toOn),
			c.index('credential_rows_recorded').on(t.recordedAt),
			// A row is corrected once: who comes second is told.
			c.uniqueIndex('credential_rows_supersedes').on(t.supersedes)
		]
	);

	/** What a radiologist has sent in about themselves, until somebody has looked at it. */
	const credentialProposals = c.table(
		'credential_proposals',
		{
			id: c.text('id').primaryKey(),
			radiologistId: c
				.text('radiologist_id')
				.notNull()
				.references(() => radiologists.id),
			/** A kind of `core/credentials/kinds.ts`, or `cme-activity`. */
			kind: c.text('kind').notNull(),
			body: c.json<unknown>('body').notNull(),
			documentId: c.text('document_id').references(() => vaultDocuments.id),
			/** The row that it renews or corrects, where it does. */
			about: c.text('about'),
			/** waiting | accepted | refused | withdrawn */
			status: c.text('status').notNull(),
			proposedAt: c.instant('proposed_at').notNull(),
			proposedBy: c
				.text('proposed_by')
				.notNull()
				.references(() => users.id),
			decidedAt: c.instant('decided_at'),
			decidedBy: c.text('decided_by').references(() => users.id),
			/** What its sender is told. */
			words: c.text('words').notNull().default(''),
			/** The row or activity that it became. */
			becameId: c.text('became_id')
		},
		(t) => [
			c.index('credential_proposals_status').on(t.status, t.proposedAt),
			c.index('credential_proposals_radiologist').on(t.radiologistId, t.proposedAt)
		]
	);

	/**
	 * What the gate found of reads that it does not pass without a word; append-only. The newest of a read counts; a read without one has
	 * passed every check so far. A read that passes after all has a row that says so.
	 */
	const gateResults = c.table(
		'gate_results',
		{
			id: c.text('id').primaryKey(),
			readId: c
				.text('read_id')
				.notNull()
				.references(() => reads.id),
			/** Counts the results of a read, from 1. */
			ordinal: c.int('ordinal').notNull(),
			/** pass | pass-with-warning | fail | not-determinable, with all that was known at `evaluatedAt`. */
			outcome: c.text('outcome').notNull(),
			/** Codes of `core/credentials/gate/reasons.ts`, joined by commas. */
			reasons: c.text('reasons').notNull(),
			/** What it was with all that had been recorded when the read was signed. */
			outcomeThen: c.text('outcome_then').notNull(),
			reasonsThen: c.text('reasons_then').notNull(),
			/** The day at the facility; null where its zone is not known. */
			day: c.text('day'),
			/** The term that counted. */
			licenceRowId: c.text('licence_row_id'),
			/** Names of the facts of the rule pack that it leans on, joined by commas. */
			basis: c.text('basis').notNull(),
			ruleVersion: c.text('rule_version').notNull(),
			policyVersion: c.int('policy_version').notNull(),
			/** ingest | sweep | record | policy */
			because: c.text('because').notNull(),
			evaluatedAt: c.instant('evaluated_at').notNull()
		},
		(t) => [c.uniqueIndex('gate_results_read').on(t.readId, t.ordinal)]
	);

	/** The newest result of each read that has one: what lists ask for. A row is kept in step with `gate_results`. */
	const gateFindings = c.table(
		'gate_findings',
		{
			readId: c
				.text('read_id')
				.primaryKey()
				.references(() => reads.id),
			resultId: c
				.text('result_id')
				.notNull()
				.references(() => gateResults.id),
			ordinal: c.int('ordinal').notNull(),
			outcome: c.text('outcome').notNull(),
			reasons: c.text('reasons').notNull(),
			radiologistId: c.text('radiologist_id').notNull(),
			facilityId: c.text('facility_id').notNull(),
			/** When the read was signed. */
			signedAt: c.instant('signed_at').notNull(),
			/** open | excepted: whether somebody has approved an exception that covers every failing reason. */
			standing: c.text('standing').notNull()
		},
		(t) => [
			c.index('gate_findings_outcome').on(t.outcome, t.standing, t.signedAt),
			c.index('gate_findings_radiologist').on(t.radiologistId, t.signedAt),
			c.index('gate_findings_facility').on(t.facilityId, t.signedAt)
		]
	);

	/** Somebody asks for a read to stand although the gate fails it; somebody else decides. */
	const gateExceptions = c.table(
		'gate_exceptions',
		{
			id: c.text('id').primaryKey(),
			readId: c
				.text('read_id')
				.notNull()
				.references(() => reads.id),
			resultId: c
				.text('result_id')
				.notNull()
				.references(() => gateResults.id),
			/** The failing reasons that it covers, joined by commas: a new reason is not covered. */
			reasons: c.text('reasons').notNull(),
			/** A code of the policy. */
			ground: c.text('ground').notNull(),
			words: c.text('words').notNull(),
			/** asked | approved | refused | withdrawn | outgrown: approved, and has made way for one that covers a newer reason */
			status: c.text('status').notNull(),
			askedAt: c.instant('asked_at').notNull(),
			askedBy: c
				.text('asked_by')
				.notNull()
				.references(() => users.id),
			decidedAt: c.instant('decided_at'),
			decidedBy: c.text('decided_by').references(() => users.id),
			decidedWords: c.text('decided_words').notNull().default('')
		},
		(t) => [
			c.index('gate_exceptions_read').on(t.readId),
			c.index('gate_exceptions_status').on(t.status, t.askedAt),
			c
				.uniqueIndex('gate_exceptions_one_open')
				.on(t.readId)
				.where(sql`${t.status} in ('asked', 'approved')`)
		]
	);

	/** Each run of the gate over many reads, with the rules and what it found: a read without a finding passed in it. */
	const gateSweeps = c.table(
		'gate_sweeps',
		{
			id: c.text('id').primaryKey(),
			/** night | policy | command */
			because: c.text('because').notNull(),
			ruleVersion: c.text('rule_version').notNull(),
			policyVersion: c.int('policy_version').notNull(),
			startedAt: c.instant('started_at').notNull(),
			endedAt: c.instant('ended_at'),
			reads: c.int('reads').notNull().default(0),
			/** Number of reads by outcome. */
			outcomes: c.json<Readonly<Record<string, number>>>('outcomes').notNull(),
			changed: c.int('changed').notNull().default(0)
		},
		(t) => [c.index('gate_sweeps_started').on(t.startedAt)]
	);

	/** Reminders that went out. A rung of a term goes out once; only a newer term that was verified closes it. */
	const credentialReminders = c.table(
		'credential_reminders',
		{
			id: c.text('id').primaryKey(),
			/** The term; its row in `credential_rows`. */
			rowId: c
				.text('row_id')
				.notNull()
				.references(() => credentialRows.id),
			radiologistId: c
				.text('radiologist_id')
				.notNull()
				.references(() => radiologists.id),
			/** Days before the end: a rung of the ladder, or below zero after it. */
			rung: c.int('rung').notNull(),
			/** Days that were left when it went out. */
			daysLeft: c.int('days_left').notNull(),
			/** Who was told besides the holder and the coordinators, joined by commas. */
			escalatedTo: c.text('escalated_to').notNull(),
			recipients: c.int('recipients').notNull(),
			sentAt: c.instant('sent_at').notNull(),
			acknowledgedAt: c.instant('acknowledged_at'),
			acknowledgedBy: c.text('acknowledged_by').references(() => users.id),
			closedAt: c.instant('closed_at'),
			/** The term that closed it. */
			closedBy: c.text('closed_by').references(() => credentialRows.id)
		},
		(t) => [
			c.uniqueIndex('credential_reminders_rung').on(t.rowId, t.rung),
			c.index('credential_reminders_open').on(t.closedAt, t.sentAt),
			c.index('credential_reminders_radiologist').on(t.radiologistId, t.sentAt)
		]
	);

	/** An address from which a calendar program fetches what runs out: known by the hash of its secret alone. */
	const calendarFeeds = c.table(
		'calendar_feeds',
		{
			id: c.text('id').primaryKey(),
			userId: c
				.text('user_id')
				.notNull()
				.references(() => users.id, { onDelete: 'cascade' }),
			/** own | group */
			scope: c.text('scope').notNull(),
			/** SHA-256, hex. */
			tokenHash: c.text('token_hash').notNull(),
			createdAt: c.instant('created_at').notNull(),
			lastUsedAt: c.instant('last_used_at'),
			revokedAt: c.instant('revoked_at')
		},
		(t) => [
			c.uniqueIndex('calendar_feeds_token').on(t.tokenHash),
			c.index('calendar_feeds_user').on(t.userId)
		]
	);

	/** Append-only, as credential rows are. */
	const cmeActivities = c.table(
		'cme_activities',
		{
			id: c.text('id').primaryKey(),
			radiologistId: c
				.text('radiologist_id')
				.notNull()
				.references(() => radiologists.id),
			/** Person, provider, title and day: importing twice changes nothing. */
			naturalKey: c.text('natural_key').notNull(),
			/** The schema is `core/credentials/cme/record.ts`. */
			body: c.json<unknown>('body').notNull(),
			completedOn: c.text('completed_on').notNull(),
			supersedes: c.text('supersedes'),
			isVoid: c.bool('is_void').notNull().default(false),
			words: c.text('words').notNull().default(''),
			documentId: c.text('document_id').references(() => vaultDocuments.id),
			/** hand | csv | self | demo */
			source: c.text('source').notNull(),
			recordedAt: c.instant('recorded_at').notNull(),
			recordedBy: c.text('recorded_by').references(() => users.id)
		},
		(t) => [
			c.index('cme_activities_radiologist').on(t.radiologistId, t.completedOn),
			c.index('cme_activities_key').on(t.radiologistId, t.naturalKey),
			c.uniqueIndex('cme_activities_supersedes').on(t.supersedes)
		]
	);

	/** How somebody stood with a rule, each time that it changed, with the version of the rule. Append-only. */
	const cmeResults = c.table(
		'cme_results',
		{
			id: c.text('id').primaryKey(),
			radiologistId: c
				.text('radiologist_id')
				.notNull()
				.references(() => radiologists.id),
			rule: c.text('rule').notNull(),
			ruleVersion: c.text('rule_version').notNull(),
			/** Counts the results of a person with a rule, from 1. */
			ordinal: c.int('ordinal').notNull(),
			asOf: c.text('as_of').notNull(),
			/** met | short | at-risk | not-applicable | cannot-tell */
			result: c.text('result').notNull(),
			/** The standing as it was worked out. */
			body: c.json<unknown>('body').notNull(),
			computedAt: c.instant('computed_at').notNull()
		},
		(t) => [
			c.uniqueIndex('cme_results_ordinal').on(t.radiologistId, t.rule, t.ordinal),
			c.index('cme_results_result').on(t.result)
		]
	);

	return {
		vaultDocuments,
		credentialRows,
		credentialProposals,
		gateResults,
		gateFindings,
		gateExceptions,
		gateSweeps,
		credentialReminders,
		calendarFeeds,
		cmeActivities,
		cmeResults
	};
}

export type CredentialTables = ReturnType<typeof credentialTables>;
