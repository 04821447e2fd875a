import type { Columns } from '#lib/server/db/columns.sqlite.ts';

/** People who sign in, their sessions and roles; radiologists as readers of record. */
export function peopleTables(c: Columns) {
	const radiologists = c.table(
		'radiologists',
		{
			id: c.text('id').primaryKey(),
			/** The code under which reports and frames name the reader, for instance R07. */
			code: c.text('code').notNull(),
			/** Identifiers by which messages name this reader, joined: kept for matching. */
			externalId: c.text('external_id'),
			familyName: c.text('family_name').notNull(),
			givenName: c.text('given_name').notNull(),
			/** National Provider Identifier, ten digits with a right check digit. */
			npi: c.text('npi'),
			/** MD | DO; null: not known. */
			degree: c.text('degree'),
			section: c.text('section').notNull(),
			tier: c.text('tier').notNull().default('standard'),
			/** Modalities this radiologist is competent to review, comma-separated, sorted. */
			reviewModalities: c.text('review_modalities').notNull().default(''),
			active: c.bool('active').notNull().default(true),
			createdAt: c.instant('created_at').notNull()
		},
		(t) => [
			c.uniqueIndex('radiologists_code').on(t.code),
			c.uniqueIndex('radiologists_external_id').on(t.externalId),
			c.uniqueIndex('radiologists_npi').on(t.npi)
		]
	);

	const users = c.table(
		'users',
		{
			id: c.text('id').primaryKey(),
			/** Lower case. */
			email: c.text('email').notNull(),
			name: c.text('name').notNull(),
			passwordHash: c.text('password_hash').notNull(),
			/** Until when a password that somebody else made works, once; null when the person chose it. */
			oneTimeUntil: c.instant('one_time_until'),
			/** active | disabled */
			status: c.text('status').notNull().default('active'),
			radiologistId: c.text('radiologist_id').references(() => radiologists.id),
			/** The reviewer's code on exports, for instance V03; null for those who do not review. */
			reviewerCode: c.text('reviewer_code'),
			/** Most cases held at once; the assignment balances below it. */
			reviewCapacity: c.int('review_capacity').notNull().default(20),
			awayFrom: c.instant('away_from'),
			awayTo: c.instant('away_to'),
			/** After this instant the account may not sign in (auditors expire). */
			expiresAt: c.instant('expires_at'),
			createdAt: c.instant('created_at').notNull()
		},
		(t) => [
			c.uniqueIndex('users_email').on(t.email),
			c.uniqueIndex('users_radiologist').on(t.radiologistId),
			c.uniqueIndex('users_reviewer_code').on(t.reviewerCode)
		]
	);

	const userRoles = c.table(
		'user_roles',
		{
			userId: c
				.text('user_id')
				.notNull()
				.references(() => users.id, { onDelete: 'cascade' }),
			role: c.text('role').notNull()
		},
		(t) => [c.primaryKey({ columns: [t.userId, t.role] })]
	);

	/** What an auditor may see: one row a facility; the period is the same on all of an auditor's rows. */
	const auditorScopes = c.table(
		'auditor_scopes',
		{
			userId: c
				.text('user_id')
				.notNull()
				.references(() => users.id, { onDelete: 'cascade' }),
			facilityId: c.text('facility_id').notNull(),
			periodFrom: c.instant('period_from').notNull(),
			periodTo: c.instant('period_to').notNull(),
			/** Kinds of report that may be taken, the same on all of an auditor's rows; null: every kind. */
			reportKinds: c.json<readonly string[]>('report_kinds')
		},
		(t) => [c.primaryKey({ columns: [t.userId, t.facilityId] })]
	);

	const sessions = c.table(
		'sessions',
		{
			/** SHA-256 of the session id, hex: the id itself is known to the cookie alone. */
			idHash: c.text('id_hash').primaryKey(),
			userId: c
				.text('user_id')
				.notNull()
				.references(() => users.id, { onDelete: 'cascade' }),
			/** Sliding expiry, managed by Lucia. */
			expiresAt: c.instant('expires_at').notNull(),
			/** No session outlives this, however busy. */
			absoluteExpiresAt: c.instant('absolute_expires_at').notNull(),
			lastSeenAt: c.instant('last_seen_at').notNull(),
			/** Whether a code from the person's authenticator stood at its beginning. */
			hasSecondFactor: c.bool('has_second_factor').notNull().default(false),
			createdAt: c.instant('created_at').notNull()
		},
		(t) => [c.index('sessions_user').on(t.userId)]
	);

	/** The authenticator of an account: at most one. */
	const secondFactors = c.table('second_factors', {
		userId: c
			.text('user_id')
			.primaryKey()
			.references(() => users.id, { onDelete: 'cascade' }),
		/** The shared key, encrypted with the server's secret. */
		sealedKey: c.text('sealed_key').notNull(),
		/** The last step of 30 seconds whose code was taken: no code opens anything twice. */
		lastStep: c.int('last_step').notNull(),
		createdAt: c.instant('created_at').notNull()
	});

	/** Codes for when the authenticator is lost, each good once; only their keyed hashes are stored. */
	const recoveryCodes = c.table(
		'recovery_codes',
		{
			codeHash: c.text('code_hash').primaryKey(),
			userId: c
				.text('user_id')
				.notNull()
				.references(() => users.id, { onDelete: 'cascade' }),
			usedAt: c.instant('used_at'),
			createdAt: c.instant('created_at').notNull()
		},
		(t) => [c.index('recovery_codes_user').on(t.userId)]
	);

	/** Links by which somebody takes an account over that was made for them: each good once, and only as the last one sent. */
	const invitations = c.table(
		'invitations',
		{
			id: c.text('id').primaryKey(),
			userId: c
				.text('user_id')
				.notNull()
				.references(() => users.id, { onDelete: 'cascade' }),
			/** SHA-256 of the link's token, hex: the token itself is in the mail alone. */
			tokenHash: c.text('token_hash').notNull(),
			expiresAt: c.instant('expires_at').notNull(),
			acceptedAt: c.instant('accepted_at'),
			/** Replaced by another, or taken back. */
			revokedAt: c.instant('revoked_at'),
			createdBy: c.text('created_by').references(() => users.id),
			createdAt: c.instant('created_at').notNull()
		},
		(t) => [
			c.uniqueIndex('invitations_token').on(t.tokenHash),
			c.index('invitations_user').on(t.userId, t.createdAt)
		]
	);

	/** Failed sign-ins, for throttling by account and by address; keys are hashes. */
	const signInFailures = c.table(
		'sign_in_failures',
		{
			id: c.text('id').primaryKey(),
			keyHash: c.text('key_hash').notNull(),
			at: c.instant('at').notNull()
		},
		(t) => [c.index('sign_in_failures_key').on(t.keyHash, t.at)]
	);

	return {
		radiologists,
		users,
		userRoles,
		auditorScopes,
		sessions,
		secondFactors,
		recoveryCodes,
		invitations,
		signInFailures
	};
}

export type PeopleTables = ReturnType<typeof peopleTables>;
