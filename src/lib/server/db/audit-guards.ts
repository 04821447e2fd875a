/** A trigger that refuses to change what was recorded, with what it must say on its engine (`Dialect.triggersOf`). */
export type Guard = { readonly table: string; readonly name: string; readonly definition: string };

/** A definition without what may differ from server to server: its white space. */
export function plainDefinition(text: string): string {
	return text.replaceAll(/\s+/g, ' ').trim();
}

function sqliteGuard(table: string, act: 'update' | 'delete' | 'replace', exists = ''): Guard {
	const name = `${table}_no_${act}`;
	const when =
		act === 'replace'
			? `BEFORE INSERT ON \`${table}\` WHEN EXISTS (SELECT 1 FROM \`${table}\` WHERE ${exists})`
			: `BEFORE ${act.toUpperCase()} ON \`${table}\``;
	const words = table.replaceAll('_', ' ');
	const definition = `CREATE TRIGGER \`${name}\` ${when} BEGIN SELECT RAISE(ABORT, '${words} are append-only'); END`;
	return { table, name, definition };
}

/** What SQLite must have, as the migrations make it. */
export const sqliteGuards: readonly Guard[] = [
	sqliteGuard('audit_events', 'update'),
	sqliteGuard('audit_events', 'delete'),
	sqliteGuard('audit_events', 'replace', '`seq` = NEW.`seq`'),
	sqliteGuard('audit_checkpoints', 'update'),
	sqliteGuard('audit_checkpoints', 'delete'),
	sqliteGuard('audit_checkpoints', 'replace', '`id` = NEW.`id` OR `tree_size` = NEW.`tree_size`'),
	sqliteGuard('audit_tree_nodes', 'update'),
	sqliteGuard('audit_tree_nodes', 'delete'),
	sqliteGuard('audit_tree_nodes', 'replace', '`height` = NEW.`height` AND `nth` = NEW.`nth`')
];

/** Before each row, on update and delete (pg_trigger.tgtype); before the statement, on truncate. */
const ROWS = 27;
const TRUNCATION = 34;
/** `O`: fires but on a replica. */
const ENABLED = 'O';

function postgresGuard(table: string, refusal: string): Guard[] {
	const body = `BEGIN RAISE EXCEPTION ${refusal}; END;`;
	return [
		{ table, name: `${table}_append_only`, definition: `${ROWS} ${ENABLED} ${body}` },
		{ table, name: `${table}_no_truncate`, definition: `${TRUNCATION} ${ENABLED} ${body}` }
	];
}

/** What PostgreSQL must have, as the migrations make it. */
export const postgresGuards: readonly Guard[] = [
	...postgresGuard('audit_events', "'audit events are append-only'"),
	...postgresGuard('audit_checkpoints', "'% is append-only', TG_TABLE_NAME"),
	...postgresGuard('audit_tree_nodes', "'% is append-only', TG_TABLE_NAME")
];
