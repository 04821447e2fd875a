-- What was recorded of a radiologist stays as it was recorded: an answer as it was known then can be given again at any time.
CREATE FUNCTION "refuse_credential_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "credential_rows_append_only" BEFORE UPDATE OR DELETE ON "credential_rows"
	FOR EACH ROW EXECUTE FUNCTION "refuse_credential_change"();
--> statement-breakpoint
CREATE TRIGGER "credential_rows_no_truncate" BEFORE TRUNCATE ON "credential_rows"
	FOR EACH STATEMENT EXECUTE FUNCTION "refuse_credential_change"();
--> statement-breakpoint
CREATE TRIGGER "vault_documents_append_only" BEFORE UPDATE OR DELETE ON "vault_documents"
	FOR EACH ROW EXECUTE FUNCTION "refuse_credential_change"();
--> statement-breakpoint
CREATE TRIGGER "vault_documents_no_truncate" BEFORE TRUNCATE ON "vault_documents"
	FOR EACH STATEMENT EXECUTE FUNCTION "refuse_credential_change"();
--> statement-breakpoint
CREATE TRIGGER "gate_results_append_only" BEFORE UPDATE OR DELETE ON "gate_results"
	FOR EACH ROW EXECUTE FUNCTION "refuse_credential_change"();
--> statement-breakpoint
CREATE TRIGGER "gate_results_no_truncate" BEFORE TRUNCATE ON "gate_results"
	FOR EACH STATEMENT EXECUTE FUNCTION "refuse_credential_change"();
--> statement-breakpoint
CREATE TRIGGER "cme_activities_append_only" BEFORE UPDATE OR DELETE ON "cme_activities"
	FOR EACH ROW EXECUTE FUNCTION "refuse_credential_change"();
--> statement-breakpoint
CREATE TRIGGER "cme_activities_no_truncate" BEFORE TRUNCATE ON "cme_activities"
	FOR EACH STATEMENT EXECUTE FUNCTION "refuse_credential_change"();
--> statement-breakpoint
CREATE TRIGGER "cme_results_append_only" BEFORE UPDATE OR DELETE ON "cme_results"
	FOR EACH ROW EXECUTE FUNCTION "refuse_credential_change"();
--> statement-breakpoint
CREATE TRIGGER "cme_results_no_truncate" BEFORE TRUNCATE ON "cme_results"
	FOR EACH STATEMENT EXECUTE FUNCTION "refuse_credential_change"();
