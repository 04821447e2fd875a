-- Who took which copy stays as it was recorded, and what the register says of a file is that of the day it was made.
CREATE FUNCTION "refuse_register_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "export_takes_append_only" BEFORE UPDATE OR DELETE ON "export_takes"
	FOR EACH ROW EXECUTE FUNCTION "refuse_register_change"();
--> statement-breakpoint
CREATE TRIGGER "export_takes_no_truncate" BEFORE TRUNCATE ON "export_takes"
	FOR EACH STATEMENT EXECUTE FUNCTION "refuse_register_change"();
--> statement-breakpoint
CREATE TRIGGER "exports_no_delete" BEFORE DELETE ON "exports"
	FOR EACH ROW EXECUTE FUNCTION "refuse_register_change"();
--> statement-breakpoint
CREATE TRIGGER "exports_no_truncate" BEFORE TRUNCATE ON "exports"
	FOR EACH STATEMENT EXECUTE FUNCTION "refuse_register_change"();
--> statement-breakpoint
CREATE TRIGGER "exports_fixed" BEFORE UPDATE OF
	"id", "kind", "format", "period_from", "period_to", "scope", "policy_versions", "frame_hashes", "n", "size_bytes", "sha256",
	"purpose", "recipient", "created_by", "created_at", "about_id", "model_sha256" ON "exports"
	FOR EACH ROW EXECUTE FUNCTION "refuse_register_change"();
--> statement-breakpoint
CREATE TRIGGER "exports_stay_revoked" BEFORE UPDATE OF "revoked_at", "revoked_by", "revoked_reason" ON "exports"
	FOR EACH ROW WHEN (OLD."revoked_at" IS NOT NULL) EXECUTE FUNCTION "refuse_register_change"();
