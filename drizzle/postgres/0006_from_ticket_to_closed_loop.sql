CREATE TABLE "ai_results" (
	"id" text PRIMARY KEY NOT NULL,
	"natural_key" text NOT NULL,
	"read_id" text,
	"facility_id" text,
	"accession" text NOT NULL,
	"algorithm" text NOT NULL,
	"algorithm_version" text NOT NULL,
	"finding" text NOT NULL,
	"result" text NOT NULL,
	"confidence" double precision,
	"agreement" text NOT NULL,
	"compared_by" text,
	"compared_at" bigint,
	"received_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attendances" (
	"conference_id" text NOT NULL,
	"user_id" text NOT NULL,
	"recorded_by" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "attendances_conference_id_user_id_pk" PRIMARY KEY("conference_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "calibration_items" (
	"id" text PRIMARY KEY NOT NULL,
	"read_id" text NOT NULL,
	"answer" text NOT NULL,
	"explanation" text NOT NULL,
	"basis" text NOT NULL,
	"status" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"retired_at" bigint
);
--> statement-breakpoint
CREATE TABLE "committee_recusals" (
	"case_id" text NOT NULL,
	"member_id" text NOT NULL,
	"reason" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "committee_recusals_case_id_member_id_pk" PRIMARY KEY("case_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "committee_votes" (
	"id" text PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"question" text NOT NULL,
	"review_id" text NOT NULL,
	"member_id" text NOT NULL,
	"outcome" text NOT NULL,
	"final_score" text,
	"attribution" text NOT NULL,
	"action" text NOT NULL,
	"comment" text NOT NULL,
	"cast_at" bigint NOT NULL,
	"decision_id" text
);
--> statement-breakpoint
CREATE TABLE "conference_cases" (
	"conference_id" text NOT NULL,
	"learning_case_id" text NOT NULL,
	"position" integer NOT NULL,
	"learning_point" text DEFAULT '' NOT NULL,
	"shown_at" bigint,
	CONSTRAINT "conference_cases_conference_id_learning_case_id_pk" PRIMARY KEY("conference_id","learning_case_id")
);
--> statement-breakpoint
CREATE TABLE "conferences" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"starts_at" bigint NOT NULL,
	"place" text DEFAULT '' NOT NULL,
	"status" text NOT NULL,
	"started_at" bigint,
	"ended_at" bigint,
	"told_at" bigint,
	"sent_at" bigint,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "corrections" (
	"id" text PRIMARY KEY NOT NULL,
	"read_id" text NOT NULL,
	"case_id" text NOT NULL,
	"opened_because" text NOT NULL,
	"finding" text NOT NULL,
	"status" text NOT NULL,
	"opened_at" bigint NOT NULL,
	"due_at" bigint NOT NULL,
	"informed_at" bigint,
	"informed_by" text,
	"informed_whom" text,
	"informed_how" text,
	"received_at" bigint,
	"received_from" text,
	"addendum_read_id" text,
	"addendum_at" bigint,
	"closed_at" bigint,
	"closed_by" text,
	"closing_words" text,
	"alarmed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "focused_plans" (
	"id" text PRIMARY KEY NOT NULL,
	"radiologist_id" text NOT NULL,
	"trigger" text NOT NULL,
	"reason" text NOT NULL,
	"modalities" text DEFAULT '' NOT NULL,
	"target_count" integer NOT NULL,
	"period_from" bigint NOT NULL,
	"period_to" bigint NOT NULL,
	"criteria" text NOT NULL,
	"max_significant" integer NOT NULL,
	"max_score_three" integer NOT NULL,
	"status" text NOT NULL,
	"outcome" text,
	"outcome_words" text,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"ended_by" text,
	"ended_at" bigint
);
--> statement-breakpoint
CREATE TABLE "improvement_actions" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"conference_id" text,
	"learning_case_id" text,
	"owner_id" text NOT NULL,
	"due_on" text NOT NULL,
	"status" text NOT NULL,
	"result" text,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"closed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"payload" jsonb NOT NULL,
	"unique_key" text,
	"status" text NOT NULL,
	"run_at" bigint NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"locked_until" bigint,
	"last_error" text,
	"created_at" bigint NOT NULL,
	"ended_at" bigint
);
--> statement-breakpoint
CREATE TABLE "learning_cases" (
	"id" text PRIMARY KEY NOT NULL,
	"read_id" text,
	"kind" text NOT NULL,
	"source" text NOT NULL,
	"submitted_by" text,
	"title" text NOT NULL,
	"story" text NOT NULL,
	"learning_points" text NOT NULL,
	"cause" text,
	"factors" jsonb NOT NULL,
	"status" text NOT NULL,
	"set_aside_reason" text,
	"submitted_at" bigint NOT NULL,
	"decided_by" text,
	"decided_at" bigint
);
--> statement-breakpoint
CREATE TABLE "legacy_scores" (
	"id" text PRIMARY KEY NOT NULL,
	"natural_key" text NOT NULL,
	"code" text NOT NULL,
	"scale" text NOT NULL,
	"score" text,
	"is_mapped" boolean NOT NULL,
	"reader_id" text NOT NULL,
	"facility_id" text,
	"modality" text NOT NULL,
	"reviewed_at" bigint NOT NULL,
	"batch_id" text NOT NULL,
	"imported_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mails" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"status" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"created_at" bigint NOT NULL,
	"sent_at" bigint,
	"last_error" text
);
--> statement-breakpoint
CREATE TABLE "notice_preferences" (
	"user_id" text PRIMARY KEY NOT NULL,
	"mail" text NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"kind" text NOT NULL,
	"facts" jsonb NOT NULL,
	"path" text NOT NULL,
	"once_key" text,
	"created_at" bigint NOT NULL,
	"read_at" bigint,
	"mailed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "pixel_checks" (
	"id" text PRIMARY KEY NOT NULL,
	"study_id" text NOT NULL,
	"reason" text NOT NULL,
	"status" text NOT NULL,
	"regions" jsonb NOT NULL,
	"created_at" bigint NOT NULL,
	"decided_by" text,
	"decided_at" bigint
);
--> statement-breakpoint
CREATE TABLE "read_pairs" (
	"id" text PRIMARY KEY NOT NULL,
	"preliminary_read_id" text NOT NULL,
	"final_read_id" text,
	"final_text" text,
	"final_at" bigint,
	"grade" text,
	"grade_words" text,
	"graded_for" text,
	"graded_by" text,
	"graded_at" bigint,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "referrals" (
	"id" text PRIMARY KEY NOT NULL,
	"read_id" text NOT NULL,
	"mode" text NOT NULL,
	"source" text NOT NULL,
	"words" text DEFAULT '' NOT NULL,
	"grade" text,
	"plan_id" text,
	"ai_result_id" text,
	"pair_id" text,
	"status" text NOT NULL,
	"refused_reason" text,
	"case_id" text,
	"asked_by" text,
	"received_at" bigint NOT NULL,
	"decided_by" text,
	"decided_at" bigint
);
--> statement-breakpoint
CREATE TABLE "site_notes" (
	"id" text PRIMARY KEY NOT NULL,
	"facility_id" text NOT NULL,
	"review_id" text NOT NULL,
	"read_id" text NOT NULL,
	"modality" text NOT NULL,
	"image_quality" text,
	"issues" jsonb NOT NULL,
	"comment" text NOT NULL,
	"status" text NOT NULL,
	"raised_at" bigint NOT NULL,
	"answer" text,
	"answered_by" text,
	"answered_at" bigint
);
--> statement-breakpoint
DROP INDEX "cases_read_mode";--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "purpose" text DEFAULT 'review' NOT NULL;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "request" text;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "calibration_item_id" text;--> statement-breakpoint
ALTER TABLE "committee_decisions" ADD COLUMN "action" text DEFAULT 'none' NOT NULL;--> statement-breakpoint
ALTER TABLE "committee_decisions" ADD COLUMN "learning_point" text;--> statement-breakpoint
ALTER TABLE "committee_decisions" ADD COLUMN "quorum" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "committee_decisions" ADD COLUMN "votes_cast" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "committee_decisions" ADD COLUMN "votes_for" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "committee_decisions" ADD COLUMN "recusals" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "committee_decisions" ADD COLUMN "is_chairs" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "marks" ADD COLUMN "frame_of_reference_uid" text;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "image_issues" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "site_comment" text;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "report_quality" text;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "learning_value" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "needs_correction" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "ai_results" ADD CONSTRAINT "ai_results_read_id_reads_id_fk" FOREIGN KEY ("read_id") REFERENCES "public"."reads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_results" ADD CONSTRAINT "ai_results_facility_id_facilities_id_fk" FOREIGN KEY ("facility_id") REFERENCES "public"."facilities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_results" ADD CONSTRAINT "ai_results_compared_by_users_id_fk" FOREIGN KEY ("compared_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendances" ADD CONSTRAINT "attendances_conference_id_conferences_id_fk" FOREIGN KEY ("conference_id") REFERENCES "public"."conferences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendances" ADD CONSTRAINT "attendances_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calibration_items" ADD CONSTRAINT "calibration_items_read_id_reads_id_fk" FOREIGN KEY ("read_id") REFERENCES "public"."reads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calibration_items" ADD CONSTRAINT "calibration_items_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "committee_recusals" ADD CONSTRAINT "committee_recusals_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "committee_recusals" ADD CONSTRAINT "committee_recusals_member_id_users_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "committee_votes" ADD CONSTRAINT "committee_votes_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "committee_votes" ADD CONSTRAINT "committee_votes_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "committee_votes" ADD CONSTRAINT "committee_votes_member_id_users_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "committee_votes" ADD CONSTRAINT "committee_votes_decision_id_committee_decisions_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."committee_decisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conference_cases" ADD CONSTRAINT "conference_cases_conference_id_conferences_id_fk" FOREIGN KEY ("conference_id") REFERENCES "public"."conferences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conference_cases" ADD CONSTRAINT "conference_cases_learning_case_id_learning_cases_id_fk" FOREIGN KEY ("learning_case_id") REFERENCES "public"."learning_cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conferences" ADD CONSTRAINT "conferences_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_read_id_reads_id_fk" FOREIGN KEY ("read_id") REFERENCES "public"."reads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_informed_by_users_id_fk" FOREIGN KEY ("informed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_addendum_read_id_reads_id_fk" FOREIGN KEY ("addendum_read_id") REFERENCES "public"."reads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_closed_by_users_id_fk" FOREIGN KEY ("closed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "focused_plans" ADD CONSTRAINT "focused_plans_radiologist_id_radiologists_id_fk" FOREIGN KEY ("radiologist_id") REFERENCES "public"."radiologists"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "focused_plans" ADD CONSTRAINT "focused_plans_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "focused_plans" ADD CONSTRAINT "focused_plans_ended_by_users_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "improvement_actions" ADD CONSTRAINT "improvement_actions_conference_id_conferences_id_fk" FOREIGN KEY ("conference_id") REFERENCES "public"."conferences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "improvement_actions" ADD CONSTRAINT "improvement_actions_learning_case_id_learning_cases_id_fk" FOREIGN KEY ("learning_case_id") REFERENCES "public"."learning_cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "improvement_actions" ADD CONSTRAINT "improvement_actions_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "improvement_actions" ADD CONSTRAINT "improvement_actions_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learning_cases" ADD CONSTRAINT "learning_cases_read_id_reads_id_fk" FOREIGN KEY ("read_id") REFERENCES "public"."reads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learning_cases" ADD CONSTRAINT "learning_cases_submitted_by_users_id_fk" FOREIGN KEY ("submitted_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learning_cases" ADD CONSTRAINT "learning_cases_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legacy_scores" ADD CONSTRAINT "legacy_scores_reader_id_radiologists_id_fk" FOREIGN KEY ("reader_id") REFERENCES "public"."radiologists"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legacy_scores" ADD CONSTRAINT "legacy_scores_facility_id_facilities_id_fk" FOREIGN KEY ("facility_id") REFERENCES "public"."facilities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_preferences" ADD CONSTRAINT "notice_preferences_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pixel_checks" ADD CONSTRAINT "pixel_checks_study_id_studies_id_fk" FOREIGN KEY ("study_id") REFERENCES "public"."studies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pixel_checks" ADD CONSTRAINT "pixel_checks_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "read_pairs" ADD CONSTRAINT "read_pairs_preliminary_read_id_reads_id_fk" FOREIGN KEY ("preliminary_read_id") REFERENCES "public"."reads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "read_pairs" ADD CONSTRAINT "read_pairs_final_read_id_reads_id_fk" FOREIGN KEY ("final_read_id") REFERENCES "public"."reads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "read_pairs" ADD CONSTRAINT "read_pairs_graded_by_users_id_fk" FOREIGN KEY ("graded_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_read_id_reads_id_fk" FOREIGN KEY ("read_id") REFERENCES "public"."reads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_plan_id_focused_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."focused_plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_ai_result_id_ai_results_id_fk" FOREIGN KEY ("ai_result_id") REFERENCES "public"."ai_results"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_pair_id_read_pairs_id_fk" FOREIGN KEY ("pair_id") REFERENCES "public"."read_pairs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_asked_by_users_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site_notes" ADD CONSTRAINT "site_notes_facility_id_facilities_id_fk" FOREIGN KEY ("facility_id") REFERENCES "public"."facilities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site_notes" ADD CONSTRAINT "site_notes_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site_notes" ADD CONSTRAINT "site_notes_read_id_reads_id_fk" FOREIGN KEY ("read_id") REFERENCES "public"."reads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site_notes" ADD CONSTRAINT "site_notes_answered_by_users_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "ai_results_natural_key" ON "ai_results" USING btree ("natural_key");--> statement-breakpoint
CREATE INDEX "ai_results_read" ON "ai_results" USING btree ("read_id");--> statement-breakpoint
CREATE INDEX "attendances_user" ON "attendances" USING btree ("user_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "calibration_items_read" ON "calibration_items" USING btree ("read_id");--> statement-breakpoint
CREATE INDEX "calibration_items_status" ON "calibration_items" USING btree ("status");--> statement-breakpoint
CREATE UNIQUE INDEX "committee_votes_member" ON "committee_votes" USING btree ("case_id","question","review_id","member_id");--> statement-breakpoint
CREATE INDEX "committee_votes_decision" ON "committee_votes" USING btree ("decision_id");--> statement-breakpoint
CREATE INDEX "conferences_starts" ON "conferences" USING btree ("starts_at");--> statement-breakpoint
CREATE UNIQUE INDEX "corrections_case" ON "corrections" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "corrections_status_due" ON "corrections" USING btree ("status","due_at");--> statement-breakpoint
CREATE INDEX "focused_plans_radiologist" ON "focused_plans" USING btree ("radiologist_id","status");--> statement-breakpoint
CREATE INDEX "improvement_actions_status" ON "improvement_actions" USING btree ("status","due_on");--> statement-breakpoint
CREATE INDEX "jobs_due" ON "jobs" USING btree ("status","run_at");--> statement-breakpoint
CREATE INDEX "jobs_unique_key" ON "jobs" USING btree ("unique_key","status");--> statement-breakpoint
CREATE INDEX "learning_cases_status" ON "learning_cases" USING btree ("status","submitted_at");--> statement-breakpoint
CREATE UNIQUE INDEX "legacy_scores_natural_key" ON "legacy_scores" USING btree ("natural_key");--> statement-breakpoint
CREATE INDEX "legacy_scores_reader" ON "legacy_scores" USING btree ("reader_id","reviewed_at");--> statement-breakpoint
CREATE INDEX "mails_status" ON "mails" USING btree ("status","created_at");--> statement-breakpoint
CREATE INDEX "notices_user" ON "notices" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "notices_once" ON "notices" USING btree ("user_id","once_key");--> statement-breakpoint
CREATE UNIQUE INDEX "pixel_checks_study" ON "pixel_checks" USING btree ("study_id");--> statement-breakpoint
CREATE INDEX "pixel_checks_status" ON "pixel_checks" USING btree ("status","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "read_pairs_preliminary" ON "read_pairs" USING btree ("preliminary_read_id");--> statement-breakpoint
CREATE INDEX "read_pairs_grade" ON "read_pairs" USING btree ("grade","created_at");--> statement-breakpoint
CREATE INDEX "referrals_status" ON "referrals" USING btree ("status","received_at");--> statement-breakpoint
CREATE INDEX "referrals_case" ON "referrals" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "referrals_read" ON "referrals" USING btree ("read_id");--> statement-breakpoint
CREATE UNIQUE INDEX "referrals_plan_read" ON "referrals" USING btree ("plan_id","read_id") WHERE "referrals"."plan_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "site_notes_review" ON "site_notes" USING btree ("review_id");--> statement-breakpoint
CREATE INDEX "site_notes_facility" ON "site_notes" USING btree ("facility_id","status","raised_at");--> statement-breakpoint
CREATE INDEX "cases_calibration_item" ON "cases" USING btree ("calibration_item_id");--> statement-breakpoint
CREATE UNIQUE INDEX "cases_read_mode" ON "cases" USING btree ("read_id","detection_mode") WHERE "cases"."detection_mode" <> 'calibration';