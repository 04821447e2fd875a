-- What proves the audit log only grows, like the log itself.
CREATE FUNCTION "refuse_audit_proof_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "audit_checkpoints_append_only" BEFORE UPDATE OR DELETE ON "audit_checkpoints"
	FOR EACH ROW EXECUTE FUNCTION "refuse_audit_proof_change"();
--> statement-breakpoint
CREATE TRIGGER "audit_checkpoints_no_truncate" BEFORE TRUNCATE ON "audit_checkpoints"
	FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_proof_change"();
--> statement-breakpoint
CREATE TRIGGER "audit_tree_nodes_append_only" BEFORE UPDATE OR DELETE ON "audit_tree_nodes"
	FOR EACH ROW EXECUTE FUNCTION "refuse_audit_proof_change"();
--> statement-breakpoint
CREATE TRIGGER "audit_tree_nodes_no_truncate" BEFORE TRUNCATE ON "audit_tree_nodes"
	FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_proof_change"();
