import { postgresColumns } from '#lib/server/db/columns.postgres.ts';
import { makeTables } from './tables.ts';

export const postgresTables = makeTables(postgresColumns);

// drizzle-kit reads tables from a module's exports.
export const {
	radiologists,
	users,
	userRoles,
	auditorScopes,
	sessions,
	signInFailures,
	facilities,
	policies,
	settings,
	studies,
	series,
	instances,
	patients,
	reads,
	readCoSigners,
	reports,
	inboundMessages,
	importBatches,
	importRefusals,
	draws,
	drawStrata,
	cases,
	assignments,
	drafts,
	reviews,
	marks,
	committeeDecisions,
	auditEvents,
	exports
} = postgresTables;
