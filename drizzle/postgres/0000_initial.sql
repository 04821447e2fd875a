CREATE TABLE "assignments" (
	"id" text PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"reviewer_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"assigned_at" bigint NOT NULL,
	"lease_until" bigint NOT NULL,
	"opened_at" bigint,
	"status" text NOT NULL,
	"decline_reason" text,
	"ended_at" bigint
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"seq" integer PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"type" text NOT NULL,
	"actor_id" text,
	"subject_id" text,
	"facts" text NOT NULL,
	"prev_hash" text NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auditor_scopes" (
	"user_id" text NOT NULL,
	"facility_id" text NOT NULL,
	"period_from" bigint NOT NULL,
	"period_to" bigint NOT NULL,
	CONSTRAINT "auditor_scopes_user_id_facility_id_pk" PRIMARY KEY("user_id","facility_id")
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"id" text PRIMARY KEY NOT NULL,
	"read_id" text NOT NULL,
	"draw_id" text,
	"detection_mode" text NOT NULL,
	"blinding_level" text NOT NULL,
	"state" text NOT NULL,
	"inclusion" double precision,
	"due_at" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"final_score" text,
	"final_at" bigint,
	"released_at" bigint,
	"attribution" text,
	"acknowledged_at" bigint,
	"rebutted_at" bigint,
	"rebuttal" text,
	"rebuttal_answer" text,
	"closed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "committee_decisions" (
	"id" text PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"review_id" text NOT NULL,
	"member_id" text NOT NULL,
	"question" text NOT NULL,
	"outcome" text NOT NULL,
	"final_score" text,
	"attribution" text NOT NULL,
	"comment" text NOT NULL,
	"decided_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "drafts" (
	"assignment_id" text PRIMARY KEY NOT NULL,
	"body" jsonb NOT NULL,
	"revision" integer NOT NULL,
	"active_ms" integer DEFAULT 0 NOT NULL,
	"impression" text,
	"impression_locked_at" bigint,
	"report_revealed_at" bigint,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "draw_strata" (
	"draw_id" text NOT NULL,
	"reader_id" text NOT NULL,
	"modality" text NOT NULL,
	"size" integer NOT NULL,
	"sampled" integer NOT NULL,
	CONSTRAINT "draw_strata_draw_id_reader_id_modality_pk" PRIMARY KEY("draw_id","reader_id","modality")
);
--> statement-breakpoint
CREATE TABLE "draws" (
	"id" text PRIMARY KEY NOT NULL,
	"label" text NOT NULL,
	"period_from" bigint NOT NULL,
	"period_to" bigint NOT NULL,
	"policy_id" text NOT NULL,
	"commitment" text NOT NULL,
	"committed_at" bigint NOT NULL,
	"sealed_seed" text NOT NULL,
	"frozen_at" bigint,
	"frame_hash" text,
	"frame_count" integer,
	"sampled_count" integer,
	"exclusions" jsonb,
	"revealed_at" bigint,
	"certificate" text,
	"created_by" text
);
--> statement-breakpoint
CREATE TABLE "exports" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"format" text NOT NULL,
	"period_from" bigint NOT NULL,
	"period_to" bigint NOT NULL,
	"scope" jsonb NOT NULL,
	"policy_versions" text NOT NULL,
	"frame_hashes" jsonb NOT NULL,
	"n" integer NOT NULL,
	"size_bytes" bigint NOT NULL,
	"sha256" text NOT NULL,
	"purpose" text NOT NULL,
	"recipient" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "facilities" (
	"id" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"jurisdiction" text NOT NULL,
	"time_zone" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "import_batches" (
	"id" text PRIMARY KEY NOT NULL,
	"started_at" bigint NOT NULL,
	"finished_at" bigint,
	"started_by" text,
	"origin" text NOT NULL,
	"files" integer DEFAULT 0 NOT NULL,
	"taken" integer DEFAULT 0 NOT NULL,
	"unchanged" integer DEFAULT 0 NOT NULL,
	"refused" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "import_refusals" (
	"id" text PRIMARY KEY NOT NULL,
	"batch_id" text NOT NULL,
	"name" text NOT NULL,
	"position" integer,
	"reason" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inbound_messages" (
	"id" text PRIMARY KEY NOT NULL,
	"format" text NOT NULL,
	"sha256" text NOT NULL,
	"control_id" text,
	"body" "bytea" NOT NULL,
	"status" text NOT NULL,
	"reason" text,
	"read_id" text,
	"received_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "instances" (
	"id" text PRIMARY KEY NOT NULL,
	"series_id" text NOT NULL,
	"sop_uid" text NOT NULL,
	"sop_class_uid" text NOT NULL,
	"transfer_syntax_uid" text NOT NULL,
	"number" integer,
	"frames" integer DEFAULT 0 NOT NULL,
	"rows" integer,
	"cols" integer,
	"path" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"sha256" text NOT NULL,
	"kept_out_reason" text,
	"withheld_reason" text,
	"received_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "marks" (
	"id" text PRIMARY KEY NOT NULL,
	"review_id" text NOT NULL,
	"kind" text NOT NULL,
	"sop_uid" text NOT NULL,
	"frame_number" integer NOT NULL,
	"points" jsonb NOT NULL,
	"points_px" jsonb NOT NULL,
	"label" text
);
--> statement-breakpoint
CREATE TABLE "patients" (
	"id" text PRIMARY KEY NOT NULL,
	"issuer" text NOT NULL,
	"mrn" text NOT NULL,
	"name" text,
	"birth_on" text,
	"sex" text
);
--> statement-breakpoint
CREATE TABLE "policies" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"version" integer NOT NULL,
	"body" jsonb NOT NULL,
	"effective_at" bigint NOT NULL,
	"created_by" text,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "radiologists" (
	"id" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"external_id" text,
	"family_name" text NOT NULL,
	"given_name" text NOT NULL,
	"section" text NOT NULL,
	"tier" text DEFAULT 'standard' NOT NULL,
	"review_modalities" text DEFAULT '' NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "read_co_signers" (
	"read_id" text NOT NULL,
	"radiologist_id" text NOT NULL,
	CONSTRAINT "read_co_signers_read_id_radiologist_id_pk" PRIMARY KEY("read_id","radiologist_id")
);
--> statement-breakpoint
CREATE TABLE "reads" (
	"id" text PRIMARY KEY NOT NULL,
	"natural_key" text NOT NULL,
	"sampling_id" text NOT NULL,
	"accession" text NOT NULL,
	"study_uid" text,
	"facility_id" text NOT NULL,
	"reader_id" text NOT NULL,
	"patient_id" text,
	"modality" text NOT NULL,
	"body_region" text,
	"procedure" text NOT NULL,
	"priority" text NOT NULL,
	"patient_class" text NOT NULL,
	"shift" text NOT NULL,
	"age_years" integer,
	"sex" text,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"report_version" integer NOT NULL,
	"ordered_at" bigint,
	"exam_completed_at" bigint,
	"images_received_at" bigint,
	"preliminary_at" bigint,
	"final_at" bigint,
	"source" text NOT NULL,
	"received_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"read_id" text PRIMARY KEY NOT NULL,
	"text" text NOT NULL,
	"known_people" jsonb NOT NULL,
	"known_identifiers" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reviews" (
	"id" text PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"assignment_id" text NOT NULL,
	"reviewer_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"impression" text,
	"impression_locked_at" bigint,
	"report_revealed_at" bigint,
	"score" text NOT NULL,
	"direction" text,
	"cause" text,
	"factors" jsonb NOT NULL,
	"comment" text,
	"image_quality" text,
	"great_catch" boolean DEFAULT false NOT NULL,
	"active_ms" integer NOT NULL,
	"taxonomy_version" text NOT NULL,
	"submitted_at" bigint NOT NULL,
	"superseded_by" text
);
--> statement-breakpoint
CREATE TABLE "series" (
	"id" text PRIMARY KEY NOT NULL,
	"study_id" text NOT NULL,
	"series_uid" text NOT NULL,
	"number" integer,
	"modality" text NOT NULL,
	"description" text,
	"body_part" text
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"expires_at" bigint NOT NULL,
	"absolute_expires_at" bigint NOT NULL,
	"last_seen_at" bigint NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_failures" (
	"id" text PRIMARY KEY NOT NULL,
	"key_hash" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "studies" (
	"id" text PRIMARY KEY NOT NULL,
	"study_uid" text NOT NULL,
	"accession" text,
	"patient_mrn" text,
	"patient_name" text,
	"patient_birth_on" text,
	"patient_sex" text,
	"institution" text,
	"study_at" bigint,
	"received_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user_roles" (
	"user_id" text NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "user_roles_user_id_role_pk" PRIMARY KEY("user_id","role")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"radiologist_id" text,
	"reviewer_code" text,
	"review_capacity" integer DEFAULT 20 NOT NULL,
	"away_from" bigint,
	"away_to" bigint,
	"expires_at" bigint,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_reviewer_id_users_id_fk" FOREIGN KEY ("reviewer_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auditor_scopes" ADD CONSTRAINT "auditor_scopes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_read_id_reads_id_fk" FOREIGN KEY ("read_id") REFERENCES "public"."reads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_draw_id_draws_id_fk" FOREIGN KEY ("draw_id") REFERENCES "public"."draws"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "committee_decisions" ADD CONSTRAINT "committee_decisions_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "committee_decisions" ADD CONSTRAINT "committee_decisions_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "committee_decisions" ADD CONSTRAINT "committee_decisions_member_id_users_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draw_strata" ADD CONSTRAINT "draw_strata_draw_id_draws_id_fk" FOREIGN KEY ("draw_id") REFERENCES "public"."draws"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draw_strata" ADD CONSTRAINT "draw_strata_reader_id_radiologists_id_fk" FOREIGN KEY ("reader_id") REFERENCES "public"."radiologists"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draws" ADD CONSTRAINT "draws_policy_id_policies_id_fk" FOREIGN KEY ("policy_id") REFERENCES "public"."policies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draws" ADD CONSTRAINT "draws_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "exports_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_batches" ADD CONSTRAINT "import_batches_started_by_users_id_fk" FOREIGN KEY ("started_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_refusals" ADD CONSTRAINT "import_refusals_batch_id_import_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."import_batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbound_messages" ADD CONSTRAINT "inbound_messages_read_id_reads_id_fk" FOREIGN KEY ("read_id") REFERENCES "public"."reads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "instances" ADD CONSTRAINT "instances_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "marks" ADD CONSTRAINT "marks_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "read_co_signers" ADD CONSTRAINT "read_co_signers_read_id_reads_id_fk" FOREIGN KEY ("read_id") REFERENCES "public"."reads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "read_co_signers" ADD CONSTRAINT "read_co_signers_radiologist_id_radiologists_id_fk" FOREIGN KEY ("radiologist_id") REFERENCES "public"."radiologists"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reads" ADD CONSTRAINT "reads_facility_id_facilities_id_fk" FOREIGN KEY ("facility_id") REFERENCES "public"."facilities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reads" ADD CONSTRAINT "reads_reader_id_radiologists_id_fk" FOREIGN KEY ("reader_id") REFERENCES "public"."radiologists"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reads" ADD CONSTRAINT "reads_patient_id_patients_id_fk" FOREIGN KEY ("patient_id") REFERENCES "public"."patients"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_read_id_reads_id_fk" FOREIGN KEY ("read_id") REFERENCES "public"."reads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_reviewer_id_users_id_fk" FOREIGN KEY ("reviewer_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series" ADD CONSTRAINT "series_study_id_studies_id_fk" FOREIGN KEY ("study_id") REFERENCES "public"."studies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_radiologist_id_radiologists_id_fk" FOREIGN KEY ("radiologist_id") REFERENCES "public"."radiologists"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "assignments_reviewer" ON "assignments" USING btree ("reviewer_id","status");--> statement-breakpoint
CREATE INDEX "assignments_case" ON "assignments" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "audit_events_subject" ON "audit_events" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "audit_events_type" ON "audit_events" USING btree ("type","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "cases_read_mode" ON "cases" USING btree ("read_id","detection_mode");--> statement-breakpoint
CREATE INDEX "cases_state_due" ON "cases" USING btree ("state","due_at");--> statement-breakpoint
CREATE INDEX "cases_final" ON "cases" USING btree ("final_at");--> statement-breakpoint
CREATE INDEX "committee_decisions_case" ON "committee_decisions" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "exports_sha256" ON "exports" USING btree ("sha256");--> statement-breakpoint
CREATE INDEX "exports_created" ON "exports" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "facilities_code" ON "facilities" USING btree ("code");--> statement-breakpoint
CREATE INDEX "import_refusals_batch" ON "import_refusals" USING btree ("batch_id");--> statement-breakpoint
CREATE UNIQUE INDEX "inbound_messages_sha256" ON "inbound_messages" USING btree ("sha256");--> statement-breakpoint
CREATE UNIQUE INDEX "instances_sop_uid" ON "instances" USING btree ("sop_uid");--> statement-breakpoint
CREATE INDEX "instances_series" ON "instances" USING btree ("series_id");--> statement-breakpoint
CREATE INDEX "marks_review" ON "marks" USING btree ("review_id");--> statement-breakpoint
CREATE UNIQUE INDEX "patients_mrn" ON "patients" USING btree ("issuer","mrn");--> statement-breakpoint
CREATE UNIQUE INDEX "policies_kind_version" ON "policies" USING btree ("kind","version");--> statement-breakpoint
CREATE UNIQUE INDEX "radiologists_code" ON "radiologists" USING btree ("code");--> statement-breakpoint
CREATE UNIQUE INDEX "radiologists_external_id" ON "radiologists" USING btree ("external_id");--> statement-breakpoint
CREATE UNIQUE INDEX "reads_natural_key" ON "reads" USING btree ("natural_key");--> statement-breakpoint
CREATE UNIQUE INDEX "reads_sampling_id" ON "reads" USING btree ("sampling_id");--> statement-breakpoint
CREATE INDEX "reads_accession" ON "reads" USING btree ("accession");--> statement-breakpoint
CREATE INDEX "reads_final" ON "reads" USING btree ("final_at");--> statement-breakpoint
CREATE INDEX "reads_completed" ON "reads" USING btree ("exam_completed_at");--> statement-breakpoint
CREATE INDEX "reads_reader_final" ON "reads" USING btree ("reader_id","final_at");--> statement-breakpoint
CREATE INDEX "reads_study" ON "reads" USING btree ("study_uid");--> statement-breakpoint
CREATE UNIQUE INDEX "reviews_assignment" ON "reviews" USING btree ("assignment_id");--> statement-breakpoint
CREATE INDEX "reviews_case" ON "reviews" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "reviews_reviewer" ON "reviews" USING btree ("reviewer_id","submitted_at");--> statement-breakpoint
CREATE UNIQUE INDEX "series_series_uid" ON "series" USING btree ("series_uid");--> statement-breakpoint
CREATE INDEX "series_study" ON "series" USING btree ("study_id");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sign_in_failures_key" ON "sign_in_failures" USING btree ("key_hash","at");--> statement-breakpoint
CREATE UNIQUE INDEX "studies_study_uid" ON "studies" USING btree ("study_uid");--> statement-breakpoint
CREATE INDEX "studies_accession" ON "studies" USING btree ("accession");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "users_radiologist" ON "users" USING btree ("radiologist_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_reviewer_code" ON "users" USING btree ("reviewer_code");