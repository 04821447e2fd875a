DROP INDEX "reads_completed";--> statement-breakpoint
DROP INDEX "reads_preliminary";--> statement-breakpoint
ALTER TABLE "critical_results" ADD COLUMN "alarmed_at" bigint;--> statement-breakpoint
CREATE INDEX "reads_facility_completed" ON "reads" USING btree ("facility_id","exam_completed_at");--> statement-breakpoint
-- Clocks of an accession rest on all its reads, its events and what its lateness was put down to. Reads are few beside all, whatever a planner
-- thinks of tables that it has not yet counted.
CREATE FUNCTION "rollup_mark_turnaround_reads"() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
	IF TG_OP = 'INSERT' THEN
		INSERT INTO rollup_marks (id, topic, facility_id, period)
		SELECT gen_random_uuid()::text, 'turnaround', facility_id, period FROM (
			SELECT x.facility_id, x.period FROM added t CROSS JOIN LATERAL (
				SELECT r.facility_id, rollup_month(coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at)) AS period FROM reads r
				WHERE r.accession = t.accession AND r.facility_id = t.facility_id OFFSET 0) x
		) c WHERE period IS NOT NULL GROUP BY facility_id, period;
	ELSIF TG_OP = 'DELETE' THEN
		INSERT INTO rollup_marks (id, topic, facility_id, period)
		SELECT gen_random_uuid()::text, 'turnaround', facility_id, period FROM (
			SELECT t.facility_id, rollup_month(coalesce(t.exam_completed_at, t.images_received_at, t.preliminary_at, t.final_at, t.received_at)) AS period FROM removed t
			UNION SELECT x.facility_id, x.period FROM removed t CROSS JOIN LATERAL (
				SELECT r.facility_id, rollup_month(coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at)) AS period FROM reads r
				WHERE r.accession = t.accession AND r.facility_id = t.facility_id OFFSET 0) x
		) c WHERE period IS NOT NULL GROUP BY facility_id, period;
	ELSIF TG_OP = 'UPDATE' THEN
		INSERT INTO rollup_marks (id, topic, facility_id, period)
		SELECT gen_random_uuid()::text, 'turnaround', facility_id, period FROM (
			SELECT t.facility_id, rollup_month(coalesce(t.exam_completed_at, t.images_received_at, t.preliminary_at, t.final_at, t.received_at)) AS period FROM (SELECT o.* FROM removed o JOIN added n ON n.id = o.id WHERE (o.facility_id, o.accession, o.reader_id, o.modality, o.body_region, o.procedure, o.priority, o.patient_class, o.kind, o.status, o.report_version, o.exam_completed_at, o.images_received_at, o.preliminary_at, o.final_at, o.received_at) IS DISTINCT FROM (n.facility_id, n.accession, n.reader_id, n.modality, n.body_region, n.procedure, n.priority, n.patient_class, n.kind, n.status, n.report_version, n.exam_completed_at, n.images_received_at, n.preliminary_at, n.final_at, n.received_at)) t
			UNION SELECT x.facility_id, x.period FROM (SELECT o.* FROM removed o JOIN added n ON n.id = o.id WHERE (o.facility_id, o.accession, o.reader_id, o.modality, o.body_region, o.procedure, o.priority, o.patient_class, o.kind, o.status, o.report_version, o.exam_completed_at, o.images_received_at, o.preliminary_at, o.final_at, o.received_at) IS DISTINCT FROM (n.facility_id, n.accession, n.reader_id, n.modality, n.body_region, n.procedure, n.priority, n.patient_class, n.kind, n.status, n.report_version, n.exam_completed_at, n.images_received_at, n.preliminary_at, n.final_at, n.received_at)) t CROSS JOIN LATERAL (
				SELECT r.facility_id, rollup_month(coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at)) AS period FROM reads r
				WHERE r.accession = t.accession AND r.facility_id = t.facility_id OFFSET 0) x
			UNION SELECT x.facility_id, x.period FROM (SELECT n.* FROM removed o JOIN added n ON n.id = o.id WHERE (o.facility_id, o.accession, o.reader_id, o.modality, o.body_region, o.procedure, o.priority, o.patient_class, o.kind, o.status, o.report_version, o.exam_completed_at, o.images_received_at, o.preliminary_at, o.final_at, o.received_at) IS DISTINCT FROM (n.facility_id, n.accession, n.reader_id, n.modality, n.body_region, n.procedure, n.priority, n.patient_class, n.kind, n.status, n.report_version, n.exam_completed_at, n.images_received_at, n.preliminary_at, n.final_at, n.received_at)) t CROSS JOIN LATERAL (
				SELECT r.facility_id, rollup_month(coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at)) AS period FROM reads r
				WHERE r.accession = t.accession AND r.facility_id = t.facility_id OFFSET 0) x
		) c WHERE period IS NOT NULL GROUP BY facility_id, period;
	END IF;
	RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE FUNCTION "rollup_mark_turnaround"() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
	IF TG_OP = 'INSERT' THEN
		INSERT INTO rollup_marks (id, topic, facility_id, period)
		SELECT gen_random_uuid()::text, 'turnaround', facility_id, period FROM (
			SELECT x.facility_id, x.period FROM added t CROSS JOIN LATERAL (
				SELECT r.facility_id, rollup_month(coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at)) AS period FROM reads r
				WHERE r.accession = t.accession AND r.facility_id = t.facility_id OFFSET 0) x
		) c WHERE period IS NOT NULL GROUP BY facility_id, period;
	ELSIF TG_OP = 'DELETE' THEN
		INSERT INTO rollup_marks (id, topic, facility_id, period)
		SELECT gen_random_uuid()::text, 'turnaround', facility_id, period FROM (
			SELECT x.facility_id, x.period FROM removed t CROSS JOIN LATERAL (
				SELECT r.facility_id, rollup_month(coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at)) AS period FROM reads r
				WHERE r.accession = t.accession AND r.facility_id = t.facility_id OFFSET 0) x
		) c WHERE period IS NOT NULL GROUP BY facility_id, period;
	ELSIF TG_OP = 'UPDATE' THEN
		INSERT INTO rollup_marks (id, topic, facility_id, period)
		SELECT gen_random_uuid()::text, 'turnaround', facility_id, period FROM (
			SELECT x.facility_id, x.period FROM removed t CROSS JOIN LATERAL (
				SELECT r.facility_id, rollup_month(coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at)) AS period FROM reads r
				WHERE r.accession = t.accession AND r.facility_id = t.facility_id OFFSET 0) x
			UNION SELECT x.facility_id, x.period FROM added t CROSS JOIN LATERAL (
				SELECT r.facility_id, rollup_month(coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at)) AS period FROM reads r
				WHERE r.accession = t.accession AND r.facility_id = t.facility_id OFFSET 0) x
		) c WHERE period IS NOT NULL GROUP BY facility_id, period;
	END IF;
	RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "rollup_turnaround_reads_added" AFTER INSERT ON "reads" REFERENCING NEW TABLE AS added
	FOR EACH STATEMENT EXECUTE FUNCTION "rollup_mark_turnaround_reads"();
--> statement-breakpoint
CREATE TRIGGER "rollup_turnaround_reads_changed" AFTER UPDATE ON "reads" REFERENCING OLD TABLE AS removed NEW TABLE AS added
	FOR EACH STATEMENT EXECUTE FUNCTION "rollup_mark_turnaround_reads"();
--> statement-breakpoint
CREATE TRIGGER "rollup_turnaround_reads_removed" AFTER DELETE ON "reads" REFERENCING OLD TABLE AS removed
	FOR EACH STATEMENT EXECUTE FUNCTION "rollup_mark_turnaround_reads"();
--> statement-breakpoint
CREATE TRIGGER "rollup_turnaround_events_added" AFTER INSERT ON "read_events" REFERENCING NEW TABLE AS added
	FOR EACH STATEMENT EXECUTE FUNCTION "rollup_mark_turnaround"();
--> statement-breakpoint
CREATE TRIGGER "rollup_turnaround_events_changed" AFTER UPDATE ON "read_events" REFERENCING OLD TABLE AS removed NEW TABLE AS added
	FOR EACH STATEMENT EXECUTE FUNCTION "rollup_mark_turnaround"();
--> statement-breakpoint
CREATE TRIGGER "rollup_turnaround_events_removed" AFTER DELETE ON "read_events" REFERENCING OLD TABLE AS removed
	FOR EACH STATEMENT EXECUTE FUNCTION "rollup_mark_turnaround"();
--> statement-breakpoint
CREATE TRIGGER "rollup_turnaround_causes_added" AFTER INSERT ON "breach_causes" REFERENCING NEW TABLE AS added
	FOR EACH STATEMENT EXECUTE FUNCTION "rollup_mark_turnaround"();
--> statement-breakpoint
CREATE TRIGGER "rollup_turnaround_causes_changed" AFTER UPDATE ON "breach_causes" REFERENCING OLD TABLE AS removed NEW TABLE AS added
	FOR EACH STATEMENT EXECUTE FUNCTION "rollup_mark_turnaround"();
--> statement-breakpoint
CREATE TRIGGER "rollup_turnaround_causes_removed" AFTER DELETE ON "breach_causes" REFERENCING OLD TABLE AS removed
	FOR EACH STATEMENT EXECUTE FUNCTION "rollup_mark_turnaround"();
--> statement-breakpoint
-- What is there already has never been counted.
INSERT INTO rollup_marks (id, topic, facility_id, period)
SELECT gen_random_uuid()::text, 'turnaround', facility_id, period FROM (
	SELECT DISTINCT r.facility_id, rollup_month(coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at)) AS period FROM reads r
) c WHERE period IS NOT NULL;
