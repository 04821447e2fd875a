import { hasPermission } from '#lib/core/permissions.ts';
import { entryOf, reportKinds, type ReportKind } from '#lib/core/reports/catalogue.ts';

/** The reports that an auditor can be given: those whose permission the role has. */
export const auditorKinds: readonly ReportKind[] = reportKinds.filter((kind) =>
	hasPermission(['auditor'], entryOf(kind).permission)
);
