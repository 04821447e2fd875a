CREATE TABLE "quality_alert_notes" (
	"id" text PRIMARY KEY NOT NULL,
	"alert_id" text NOT NULL,
	"words" text NOT NULL,
	"written_by" text NOT NULL,
	"written_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "quality_alerts" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"once_key" text NOT NULL,
	"radiologist_id" text,
	"evidence" jsonb NOT NULL,
	"status" text NOT NULL,
	"raised_at" bigint NOT NULL,
	"acknowledged_by" text,
	"acknowledged_at" bigint,
	"closed_by" text,
	"closed_at" bigint,
	"outcome" text
);
--> statement-breakpoint
CREATE TABLE "quality_annotations" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"on_day" text NOT NULL,
	"words" text NOT NULL,
	"facility_id" text,
	"modality" text,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"withdrawn_by" text,
	"withdrawn_at" bigint
);
--> statement-breakpoint
CREATE TABLE "quality_baselines" (
	"id" text PRIMARY KEY NOT NULL,
	"mode" text NOT NULL,
	"level" text NOT NULL,
	"version" integer NOT NULL,
	"from_month" text NOT NULL,
	"through_month" text NOT NULL,
	"x" integer NOT NULL,
	"n" integer NOT NULL,
	"frozen_by" text NOT NULL,
	"frozen_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "quality_looks" (
	"id" text PRIMARY KEY NOT NULL,
	"on_day" text NOT NULL,
	"month_count" integer NOT NULL,
	"radiologists" integer NOT NULL,
	"signals" integer NOT NULL,
	"expected_false" double precision NOT NULL,
	"looked_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rollup_marks" (
	"id" text PRIMARY KEY NOT NULL,
	"topic" text NOT NULL,
	"facility_id" text NOT NULL,
	"period" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rollups" (
	"topic" text NOT NULL,
	"facility_id" text NOT NULL,
	"period" text NOT NULL,
	"format" integer NOT NULL,
	"body" "bytea" NOT NULL,
	CONSTRAINT "rollups_topic_facility_id_period_pk" PRIMARY KEY("topic","facility_id","period")
);
--> statement-breakpoint
ALTER TABLE "quality_alert_notes" ADD CONSTRAINT "quality_alert_notes_alert_id_quality_alerts_id_fk" FOREIGN KEY ("alert_id") REFERENCES "public"."quality_alerts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quality_alert_notes" ADD CONSTRAINT "quality_alert_notes_written_by_users_id_fk" FOREIGN KEY ("written_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quality_alerts" ADD CONSTRAINT "quality_alerts_radiologist_id_radiologists_id_fk" FOREIGN KEY ("radiologist_id") REFERENCES "public"."radiologists"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quality_alerts" ADD CONSTRAINT "quality_alerts_acknowledged_by_users_id_fk" FOREIGN KEY ("acknowledged_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quality_alerts" ADD CONSTRAINT "quality_alerts_closed_by_users_id_fk" FOREIGN KEY ("closed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quality_annotations" ADD CONSTRAINT "quality_annotations_facility_id_facilities_id_fk" FOREIGN KEY ("facility_id") REFERENCES "public"."facilities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quality_annotations" ADD CONSTRAINT "quality_annotations_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quality_annotations" ADD CONSTRAINT "quality_annotations_withdrawn_by_users_id_fk" FOREIGN KEY ("withdrawn_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quality_baselines" ADD CONSTRAINT "quality_baselines_frozen_by_users_id_fk" FOREIGN KEY ("frozen_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "quality_alert_notes_alert" ON "quality_alert_notes" USING btree ("alert_id","written_at");--> statement-breakpoint
CREATE UNIQUE INDEX "quality_alerts_once" ON "quality_alerts" USING btree ("once_key");--> statement-breakpoint
CREATE INDEX "quality_alerts_status" ON "quality_alerts" USING btree ("status","raised_at");--> statement-breakpoint
CREATE INDEX "quality_annotations_on" ON "quality_annotations" USING btree ("on_day");--> statement-breakpoint
CREATE UNIQUE INDEX "quality_baselines_version" ON "quality_baselines" USING btree ("mode","level","version");--> statement-breakpoint
CREATE UNIQUE INDEX "quality_looks_on" ON "quality_looks" USING btree ("on_day","month_count");--> statement-breakpoint
CREATE INDEX "rollup_marks_cell" ON "rollup_marks" USING btree ("topic","facility_id","period");--> statement-breakpoint
CREATE INDEX "reads_facility_final" ON "reads" USING btree ("facility_id","final_at","preliminary_at");--> statement-breakpoint
-- A change of what rollups count marks their cell in the same transaction: whoever writes, however.
CREATE FUNCTION "rollup_month"(at bigint) RETURNS text LANGUAGE sql STABLE AS $$
	SELECT CASE WHEN at BETWEEN 0 AND 253402300799999 THEN to_char(to_timestamp(at / 1000.0) AT TIME ZONE 'UTC', 'YYYY-MM') END
$$;
--> statement-breakpoint
CREATE FUNCTION "rollup_mark_reads"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'INSERT' THEN
		INSERT INTO rollup_marks (id, topic, facility_id, period)
		SELECT gen_random_uuid()::text, topic, facility_id, period FROM (
			SELECT DISTINCT 'reads' AS topic, n.facility_id, rollup_month(coalesce(n.final_at, n.preliminary_at)) AS period FROM added n
		) c WHERE period IS NOT NULL;
	ELSIF TG_OP = 'DELETE' THEN
		INSERT INTO rollup_marks (id, topic, facility_id, period)
		SELECT gen_random_uuid()::text, topic, facility_id, period FROM (
			SELECT DISTINCT 'reads' AS topic, o.facility_id, rollup_month(coalesce(o.final_at, o.preliminary_at)) AS period FROM removed o
		) c WHERE period IS NOT NULL;
	ELSIF TG_OP = 'UPDATE' THEN
		INSERT INTO rollup_marks (id, topic, facility_id, period)
		SELECT gen_random_uuid()::text, topic, facility_id, period FROM (
			SELECT 'reads' AS topic, o.facility_id, rollup_month(coalesce(o.final_at, o.preliminary_at)) AS period
				FROM removed o JOIN added n ON n.id = o.id WHERE (o.facility_id, o.reader_id, o.modality, o.body_region, o.shift, o.kind, o.status, o.final_at, o.preliminary_at) IS DISTINCT FROM (n.facility_id, n.reader_id, n.modality, n.body_region, n.shift, n.kind, n.status, n.final_at, n.preliminary_at)
			UNION SELECT 'reads' AS topic, n.facility_id, rollup_month(coalesce(n.final_at, n.preliminary_at)) AS period
				FROM removed o JOIN added n ON n.id = o.id WHERE (o.facility_id, o.reader_id, o.modality, o.body_region, o.shift, o.kind, o.status, o.final_at, o.preliminary_at) IS DISTINCT FROM (n.facility_id, n.reader_id, n.modality, n.body_region, n.shift, n.kind, n.status, n.final_at, n.preliminary_at)
			UNION SELECT 'cases', o.facility_id, rollup_month(coalesce(o.final_at, o.preliminary_at))
				FROM removed o JOIN added n ON n.id = o.id WHERE (o.facility_id, o.reader_id, o.modality, o.body_region, o.shift, o.kind, o.status, o.final_at, o.preliminary_at) IS DISTINCT FROM (n.facility_id, n.reader_id, n.modality, n.body_region, n.shift, n.kind, n.status, n.final_at, n.preliminary_at)
				AND EXISTS (SELECT 1 FROM cases k WHERE k.read_id = n.id AND k.detection_mode <> 'calibration')
			UNION SELECT 'cases', n.facility_id, rollup_month(coalesce(n.final_at, n.preliminary_at))
				FROM removed o JOIN added n ON n.id = o.id WHERE (o.facility_id, o.reader_id, o.modality, o.body_region, o.shift, o.kind, o.status, o.final_at, o.preliminary_at) IS DISTINCT FROM (n.facility_id, n.reader_id, n.modality, n.body_region, n.shift, n.kind, n.status, n.final_at, n.preliminary_at)
				AND EXISTS (SELECT 1 FROM cases k WHERE k.read_id = n.id AND k.detection_mode <> 'calibration')
		) c WHERE period IS NOT NULL;
	END IF;
	RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE FUNCTION "rollup_mark_cases"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'INSERT' THEN
		INSERT INTO rollup_marks (id, topic, facility_id, period)
		SELECT gen_random_uuid()::text, topic, facility_id, period FROM (
			SELECT DISTINCT 'cases' AS topic, r.facility_id, rollup_month(coalesce(r.final_at, r.preliminary_at)) AS period FROM added k JOIN reads r ON r.id = k.read_id
		) c WHERE period IS NOT NULL;
	ELSIF TG_OP = 'DELETE' THEN
		INSERT INTO rollup_marks (id, topic, facility_id, period)
		SELECT gen_random_uuid()::text, topic, facility_id, period FROM (
			SELECT DISTINCT 'cases' AS topic, r.facility_id, rollup_month(coalesce(r.final_at, r.preliminary_at)) AS period FROM removed k JOIN reads r ON r.id = k.read_id
		) c WHERE period IS NOT NULL;
	ELSIF TG_OP = 'UPDATE' THEN
		INSERT INTO rollup_marks (id, topic, facility_id, period)
		SELECT gen_random_uuid()::text, topic, facility_id, period FROM (
			SELECT DISTINCT 'cases' AS topic, r.facility_id, rollup_month(coalesce(r.final_at, r.preliminary_at)) AS period
			FROM removed o JOIN added n ON n.id = o.id JOIN reads r ON r.id IN (o.read_id, n.read_id)
			WHERE (o.read_id, o.detection_mode, o.blinding_level, o.state, o.final_score, o.due_at, o.attribution, o.rebutted_at) IS DISTINCT FROM (n.read_id, n.detection_mode, n.blinding_level, n.state, n.final_score, n.due_at, n.attribution, n.rebutted_at)
		) c WHERE period IS NOT NULL;
	END IF;
	RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE FUNCTION "rollup_mark_reviews"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'INSERT' THEN
		INSERT INTO rollup_marks (id, topic, facility_id, period)
		SELECT gen_random_uuid()::text, topic, facility_id, period FROM (
			SELECT DISTINCT 'cases' AS topic, r.facility_id, rollup_month(coalesce(r.final_at, r.preliminary_at)) AS period
			FROM added v JOIN cases k ON k.id = v.case_id JOIN reads r ON r.id = k.read_id
		) c WHERE period IS NOT NULL;
	ELSIF TG_OP = 'DELETE' THEN
		INSERT INTO rollup_marks (id, topic, facility_id, period)
		SELECT gen_random_uuid()::text, topic, facility_id, period FROM (
			SELECT DISTINCT 'cases' AS topic, r.facility_id, rollup_month(coalesce(r.final_at, r.preliminary_at)) AS period
			FROM removed v JOIN cases k ON k.id = v.case_id JOIN reads r ON r.id = k.read_id
		) c WHERE period IS NOT NULL;
	ELSIF TG_OP = 'UPDATE' THEN
		INSERT INTO rollup_marks (id, topic, facility_id, period)
		SELECT gen_random_uuid()::text, topic, facility_id, period FROM (
			SELECT DISTINCT 'cases' AS topic, r.facility_id, rollup_month(coalesce(r.final_at, r.preliminary_at)) AS period
			FROM removed o JOIN added n ON n.id = o.id JOIN cases k ON k.id = n.case_id JOIN reads r ON r.id = k.read_id
			WHERE (o.score, o.superseded_by, o.cause, o.direction, o.reviewer_id, o.ordinal, o.submitted_at) IS DISTINCT FROM (n.score, n.superseded_by, n.cause, n.direction, n.reviewer_id, n.ordinal, n.submitted_at)
		) c WHERE period IS NOT NULL;
	END IF;
	RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "rollup_reads_added" AFTER INSERT ON "reads" REFERENCING NEW TABLE AS added
	FOR EACH STATEMENT EXECUTE FUNCTION "rollup_mark_reads"();
--> statement-breakpoint
CREATE TRIGGER "rollup_reads_changed" AFTER UPDATE ON "reads" REFERENCING OLD TABLE AS removed NEW TABLE AS added
	FOR EACH STATEMENT EXECUTE FUNCTION "rollup_mark_reads"();
--> statement-breakpoint
CREATE TRIGGER "rollup_reads_removed" AFTER DELETE ON "reads" REFERENCING OLD TABLE AS removed
	FOR EACH STATEMENT EXECUTE FUNCTION "rollup_mark_reads"();
--> statement-breakpoint
CREATE TRIGGER "rollup_cases_added" AFTER INSERT ON "cases" REFERENCING NEW TABLE AS added
	FOR EACH STATEMENT EXECUTE FUNCTION "rollup_mark_cases"();
--> statement-breakpoint
CREATE TRIGGER "rollup_cases_changed" AFTER UPDATE ON "cases" REFERENCING OLD TABLE AS removed NEW TABLE AS added
	FOR EACH STATEMENT EXECUTE FUNCTION "rollup_mark_cases"();
--> statement-breakpoint
CREATE TRIGGER "rollup_cases_removed" AFTER DELETE ON "cases" REFERENCING OLD TABLE AS removed
	FOR EACH STATEMENT EXECUTE FUNCTION "rollup_mark_cases"();
--> statement-breakpoint
CREATE TRIGGER "rollup_reviews_added" AFTER INSERT ON "reviews" REFERENCING NEW TABLE AS added
	FOR EACH STATEMENT EXECUTE FUNCTION "rollup_mark_reviews"();
--> statement-breakpoint
CREATE TRIGGER "rollup_reviews_changed" AFTER UPDATE ON "reviews" REFERENCING OLD TABLE AS removed NEW TABLE AS added
	FOR EACH STATEMENT EXECUTE FUNCTION "rollup_mark_reviews"();
--> statement-breakpoint
CREATE TRIGGER "rollup_reviews_removed" AFTER DELETE ON "reviews" REFERENCING OLD TABLE AS removed
	FOR EACH STATEMENT EXECUTE FUNCTION "rollup_mark_reviews"();
--> statement-breakpoint
-- Working days are those of the facility's clock.
CREATE FUNCTION "rollup_mark_facility"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO rollup_marks (id, topic, facility_id, period)
	SELECT gen_random_uuid()::text, topic, facility_id, period FROM rollups WHERE facility_id = NEW.id;
	RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "rollup_time_zone_changed" AFTER UPDATE OF "time_zone" ON "facilities"
	FOR EACH ROW WHEN (OLD.time_zone <> NEW.time_zone) EXECUTE FUNCTION "rollup_mark_facility"();
--> statement-breakpoint
-- What is there already has never been counted.
INSERT INTO rollup_marks (id, topic, facility_id, period)
SELECT gen_random_uuid()::text, topic, facility_id, period FROM (
	SELECT DISTINCT 'reads' AS topic, r.facility_id, rollup_month(coalesce(r.final_at, r.preliminary_at)) AS period FROM reads r
	UNION SELECT DISTINCT 'cases', r.facility_id, rollup_month(coalesce(r.final_at, r.preliminary_at)) FROM cases k JOIN reads r ON r.id = k.read_id
) c WHERE period IS NOT NULL;
