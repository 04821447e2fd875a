-- What was recorded of a radiologist stays as it was recorded: an answer as it was known then can be given again at any time.
CREATE TRIGGER `credential_rows_no_update` BEFORE UPDATE ON `credential_rows`
BEGIN
	SELECT RAISE(ABORT, 'credential rows are append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `credential_rows_no_delete` BEFORE DELETE ON `credential_rows`
BEGIN
	SELECT RAISE(ABORT, 'credential rows are append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `vault_documents_no_update` BEFORE UPDATE ON `vault_documents`
BEGIN
	SELECT RAISE(ABORT, 'vault documents are append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `vault_documents_no_delete` BEFORE DELETE ON `vault_documents`
BEGIN
	SELECT RAISE(ABORT, 'vault documents are append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `gate_results_no_update` BEFORE UPDATE ON `gate_results`
BEGIN
	SELECT RAISE(ABORT, 'gate results are append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `gate_results_no_delete` BEFORE DELETE ON `gate_results`
BEGIN
	SELECT RAISE(ABORT, 'gate results are append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `cme_activities_no_update` BEFORE UPDATE ON `cme_activities`
BEGIN
	SELECT RAISE(ABORT, 'cme activities are append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `cme_activities_no_delete` BEFORE DELETE ON `cme_activities`
BEGIN
	SELECT RAISE(ABORT, 'cme activities are append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `cme_results_no_update` BEFORE UPDATE ON `cme_results`
BEGIN
	SELECT RAISE(ABORT, 'cme results are append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `cme_results_no_delete` BEFORE DELETE ON `cme_results`
BEGIN
	SELECT RAISE(ABORT, 'cme results are append-only');
END;
