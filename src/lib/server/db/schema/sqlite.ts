import { sqliteColumns } from '#lib/server/db/columns.sqlite.ts';
import { makeTables } from './tables.ts';

export const sqliteTables = makeTables(sqliteColumns);

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
} = sqliteTables;
