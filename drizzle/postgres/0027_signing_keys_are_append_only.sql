-- A public key stays as it was published: what it signed must be verifiable for good.
CREATE FUNCTION "refuse_key_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'signing keys are append-only';
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "signing_keys_append_only" BEFORE UPDATE OR DELETE ON "signing_keys"
	FOR EACH ROW EXECUTE FUNCTION "refuse_key_change"();
--> statement-breakpoint
CREATE TRIGGER "signing_keys_no_truncate" BEFORE TRUNCATE ON "signing_keys"
	FOR EACH STATEMENT EXECUTE FUNCTION "refuse_key_change"();
