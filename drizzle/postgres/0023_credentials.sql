CREATE TABLE "calendar_feeds" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"scope" text NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" bigint NOT NULL,
	"last_used_at" bigint,
	"revoked_at" bigint
);
--> statement-breakpoint
CREATE TABLE "cme_activities" (
	"id" text PRIMARY KEY NOT NULL,
	"radiologist_id" text NOT NULL,
	"natural_key" text NOT NULL,
	"body" jsonb NOT NULL,
	"completed_on" text NOT NULL,
	"supersedes" text,
	"is_void" boolean DEFAULT false NOT NULL,
	"words" text DEFAULT '' NOT NULL,
	"document_id" text,
	"source" text NOT NULL,
	"recorded_at" bigint NOT NULL,
	"recorded_by" text
);
--> statement-breakpoint
CREATE TABLE "cme_results" (
	"id" text PRIMARY KEY NOT NULL,
	"radiologist_id" text NOT NULL,
	"rule" text NOT NULL,
	"rule_version" text NOT NULL,
	"ordinal" integer NOT NULL,
	"as_of" text NOT NULL,
	"result" text NOT NULL,
	"body" jsonb NOT NULL,
	"computed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "credential_proposals" (
	"id" text PRIMARY KEY NOT NULL,
	"radiologist_id" text NOT NULL,
	"kind" text NOT NULL,
	"body" jsonb NOT NULL,
	"document_id" text,
	"about" text,
	"status" text NOT NULL,
	"proposed_at" bigint NOT NULL,
	"proposed_by" text NOT NULL,
	"decided_at" bigint,
	"decided_by" text,
	"words" text DEFAULT '' NOT NULL,
	"became_id" text
);
--> statement-breakpoint
CREATE TABLE "credential_reminders" (
	"id" text PRIMARY KEY NOT NULL,
	"row_id" text NOT NULL,
	"radiologist_id" text NOT NULL,
	"rung" integer NOT NULL,
	"days_left" integer NOT NULL,
	"escalated_to" text NOT NULL,
	"recipients" integer NOT NULL,
	"sent_at" bigint NOT NULL,
	"acknowledged_at" bigint,
	"acknowledged_by" text,
	"closed_at" bigint,
	"closed_by" text
);
--> statement-breakpoint
CREATE TABLE "credential_rows" (
	"id" text PRIMARY KEY NOT NULL,
	"radiologist_id" text NOT NULL,
	"kind" text NOT NULL,
	"body" jsonb NOT NULL,
	"place" text NOT NULL,
	"from_on" text,
	"to_on" text,
	"supersedes" text,
	"is_void" boolean DEFAULT false NOT NULL,
	"words" text DEFAULT '' NOT NULL,
	"document_id" text,
	"source" text NOT NULL,
	"recorded_at" bigint NOT NULL,
	"recorded_by" text
);
--> statement-breakpoint
CREATE TABLE "gate_exceptions" (
	"id" text PRIMARY KEY NOT NULL,
	"read_id" text NOT NULL,
	"result_id" text NOT NULL,
	"reasons" text NOT NULL,
	"ground" text NOT NULL,
	"words" text NOT NULL,
	"status" text NOT NULL,
	"asked_at" bigint NOT NULL,
	"asked_by" text NOT NULL,
	"decided_at" bigint,
	"decided_by" text,
	"decided_words" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gate_findings" (
	"read_id" text PRIMARY KEY NOT NULL,
	"result_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"outcome" text NOT NULL,
	"reasons" text NOT NULL,
	"radiologist_id" text NOT NULL,
	"facility_id" text NOT NULL,
	"signed_at" bigint NOT NULL,
	"standing" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gate_results" (
	"id" text PRIMARY KEY NOT NULL,
	"read_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"outcome" text NOT NULL,
	"reasons" text NOT NULL,
	"outcome_then" text NOT NULL,
	"reasons_then" text NOT NULL,
	"day" text,
	"licence_row_id" text,
	"basis" text NOT NULL,
	"rule_version" text NOT NULL,
	"policy_version" integer NOT NULL,
	"because" text NOT NULL,
	"evaluated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gate_sweeps" (
	"id" text PRIMARY KEY NOT NULL,
	"because" text NOT NULL,
	"rule_version" text NOT NULL,
	"policy_version" integer NOT NULL,
	"started_at" bigint NOT NULL,
	"ended_at" bigint,
	"reads" integer DEFAULT 0 NOT NULL,
	"outcomes" jsonb NOT NULL,
	"changed" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "vault_documents" (
	"id" text PRIMARY KEY NOT NULL,
	"radiologist_id" text NOT NULL,
	"kind" text NOT NULL,
	"sealed_name" text NOT NULL,
	"content_type" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"sha256" text NOT NULL,
	"version" integer NOT NULL,
	"replaces" text,
	"uploaded_at" bigint NOT NULL,
	"uploaded_by" text
);
--> statement-breakpoint
ALTER TABLE "facilities" ADD COLUMN "federal_system" text;--> statement-breakpoint
ALTER TABLE "radiologists" ADD COLUMN "npi" text;--> statement-breakpoint
ALTER TABLE "radiologists" ADD COLUMN "degree" text;--> statement-breakpoint
ALTER TABLE "reads" ADD COLUMN "service_state" text;--> statement-breakpoint
ALTER TABLE "reads" ADD COLUMN "payer" text;--> statement-breakpoint
ALTER TABLE "calendar_feeds" ADD CONSTRAINT "calendar_feeds_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cme_activities" ADD CONSTRAINT "cme_activities_radiologist_id_radiologists_id_fk" FOREIGN KEY ("radiologist_id") REFERENCES "public"."radiologists"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cme_activities" ADD CONSTRAINT "cme_activities_document_id_vault_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."vault_documents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cme_activities" ADD CONSTRAINT "cme_activities_recorded_by_users_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cme_results" ADD CONSTRAINT "cme_results_radiologist_id_radiologists_id_fk" FOREIGN KEY ("radiologist_id") REFERENCES "public"."radiologists"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential_proposals" ADD CONSTRAINT "credential_proposals_radiologist_id_radiologists_id_fk" FOREIGN KEY ("radiologist_id") REFERENCES "public"."radiologists"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential_proposals" ADD CONSTRAINT "credential_proposals_document_id_vault_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."vault_documents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential_proposals" ADD CONSTRAINT "credential_proposals_proposed_by_users_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential_proposals" ADD CONSTRAINT "credential_proposals_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential_reminders" ADD CONSTRAINT "credential_reminders_row_id_credential_rows_id_fk" FOREIGN KEY ("row_id") REFERENCES "public"."credential_rows"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential_reminders" ADD CONSTRAINT "credential_reminders_radiologist_id_radiologists_id_fk" FOREIGN KEY ("radiologist_id") REFERENCES "public"."radiologists"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential_reminders" ADD CONSTRAINT "credential_reminders_acknowledged_by_users_id_fk" FOREIGN KEY ("acknowledged_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential_reminders" ADD CONSTRAINT "credential_reminders_closed_by_credential_rows_id_fk" FOREIGN KEY ("closed_by") REFERENCES "public"."credential_rows"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential_rows" ADD CONSTRAINT "credential_rows_radiologist_id_radiologists_id_fk" FOREIGN KEY ("radiologist_id") REFERENCES "public"."radiologists"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential_rows" ADD CONSTRAINT "credential_rows_document_id_vault_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."vault_documents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential_rows" ADD CONSTRAINT "credential_rows_recorded_by_users_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gate_exceptions" ADD CONSTRAINT "gate_exceptions_read_id_reads_id_fk" FOREIGN KEY ("read_id") REFERENCES "public"."reads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gate_exceptions" ADD CONSTRAINT "gate_exceptions_result_id_gate_results_id_fk" FOREIGN KEY ("result_id") REFERENCES "public"."gate_results"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gate_exceptions" ADD CONSTRAINT "gate_exceptions_asked_by_users_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gate_exceptions" ADD CONSTRAINT "gate_exceptions_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gate_findings" ADD CONSTRAINT "gate_findings_read_id_reads_id_fk" FOREIGN KEY ("read_id") REFERENCES "public"."reads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gate_findings" ADD CONSTRAINT "gate_findings_result_id_gate_results_id_fk" FOREIGN KEY ("result_id") REFERENCES "public"."gate_results"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gate_results" ADD CONSTRAINT "gate_results_read_id_reads_id_fk" FOREIGN KEY ("read_id") REFERENCES "public"."reads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vault_documents" ADD CONSTRAINT "vault_documents_radiologist_id_radiologists_id_fk" FOREIGN KEY ("radiologist_id") REFERENCES "public"."radiologists"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vault_documents" ADD CONSTRAINT "vault_documents_uploaded_by_users_id_fk" FOREIGN KEY ("uploaded_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_feeds_token" ON "calendar_feeds" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "calendar_feeds_user" ON "calendar_feeds" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "cme_activities_radiologist" ON "cme_activities" USING btree ("radiologist_id","completed_on");--> statement-breakpoint
CREATE INDEX "cme_activities_key" ON "cme_activities" USING btree ("radiologist_id","natural_key");--> statement-breakpoint
CREATE UNIQUE INDEX "cme_activities_supersedes" ON "cme_activities" USING btree ("supersedes");--> statement-breakpoint
CREATE UNIQUE INDEX "cme_results_ordinal" ON "cme_results" USING btree ("radiologist_id","rule","ordinal");--> statement-breakpoint
CREATE INDEX "cme_results_result" ON "cme_results" USING btree ("result");--> statement-breakpoint
CREATE INDEX "credential_proposals_status" ON "credential_proposals" USING btree ("status","proposed_at");--> statement-breakpoint
CREATE INDEX "credential_proposals_radiologist" ON "credential_proposals" USING btree ("radiologist_id","proposed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "credential_reminders_rung" ON "credential_reminders" USING btree ("row_id","rung");--> statement-breakpoint
CREATE INDEX "credential_reminders_open" ON "credential_reminders" USING btree ("closed_at","sent_at");--> statement-breakpoint
CREATE INDEX "credential_reminders_radiologist" ON "credential_reminders" USING btree ("radiologist_id","sent_at");--> statement-breakpoint
CREATE INDEX "credential_rows_radiologist" ON "credential_rows" USING btree ("radiologist_id","kind");--> statement-breakpoint
CREATE INDEX "credential_rows_kind" ON "credential_rows" USING btree ("kind","place");--> statement-breakpoint
CREATE INDEX "credential_rows_ends" ON "credential_rows" USING btree ("to_on");--> statement-breakpoint
CREATE INDEX "credential_rows_recorded" ON "credential_rows" USING btree ("recorded_at");--> statement-breakpoint
CREATE UNIQUE INDEX "credential_rows_supersedes" ON "credential_rows" USING btree ("supersedes");--> statement-breakpoint
CREATE INDEX "gate_exceptions_read" ON "gate_exceptions" USING btree ("read_id");--> statement-breakpoint
CREATE INDEX "gate_exceptions_status" ON "gate_exceptions" USING btree ("status","asked_at");--> statement-breakpoint
CREATE UNIQUE INDEX "gate_exceptions_one_open" ON "gate_exceptions" USING btree ("read_id") WHERE "gate_exceptions"."status" in ('asked', 'approved');--> statement-breakpoint
CREATE INDEX "gate_findings_outcome" ON "gate_findings" USING btree ("outcome","standing","signed_at");--> statement-breakpoint
CREATE INDEX "gate_findings_radiologist" ON "gate_findings" USING btree ("radiologist_id","signed_at");--> statement-breakpoint
CREATE INDEX "gate_findings_facility" ON "gate_findings" USING btree ("facility_id","signed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "gate_results_read" ON "gate_results" USING btree ("read_id","ordinal");--> statement-breakpoint
CREATE INDEX "gate_sweeps_started" ON "gate_sweeps" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "vault_documents_radiologist" ON "vault_documents" USING btree ("radiologist_id","uploaded_at");--> statement-breakpoint
CREATE UNIQUE INDEX "vault_documents_replaces" ON "vault_documents" USING btree ("replaces");--> statement-breakpoint
CREATE UNIQUE INDEX "radiologists_npi" ON "radiologists" USING btree ("npi");