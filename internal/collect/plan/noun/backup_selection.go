package noun

import (
	"slices"
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

// backupSelection says which databases and file systems an AWS Backup plan backs up: those that it names or that
// its patterns fit, those of its tags, and none that it excepts.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html
func backupSelection(c *collector, in *read.Instance) {
	noun := c.backupSelections.add(
		in.Address,
		model.BackupSelection{Resource: c.base(in, "name"), Resources: model.Whole[string]()},
	)
	c.heirs.add(in.Address, func() {
		s := selection{c.Refs(in, backedUpTypes(), "resources", nil), c.Refs(in, backedUpTypes(), "not_resources", nil)}
		for _, thing := range c.selectable(in) {
			switch selected := s.takes(in, thing); {
			case selected.Or(false):
				noun.Resources = noun.Resources.With(thing.ID)
			case !selected.IsKnown():
				noun.Resources = noun.Resources.Broken(selected.Why())
			}
		}
	})
}

// selectable is what AWS Backup can take in.
type selectable struct {
	*model.Resource
	// service, kind and name are what its ARN says beside its region and account.
	service, kind string
	name          model.Value[string]
	// optedIn is whether the region takes such things where no selection names them, namedAnyway whether it takes one
	// that a selection names all the same.
	optedIn     model.Value[bool]
	namedAnyway bool
}

// backedUpTypes are what a selection can name: one of a type that is not judged is none of those that are.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/working-with-supported-services.html
func backedUpTypes() []string {
	return []string{"aws_db_instance", "aws_rds_cluster", "aws_efs_file_system", "aws_dynamodb_table", "aws_s3_bucket",
		"aws_instance", "aws_ebs_volume", "aws_docdb_cluster", "aws_neptune_cluster", "aws_redshift_cluster",
		"aws_fsx_lustre_file_system", "aws_fsx_ontap_volume", "aws_fsx_openzfs_volume", "aws_fsx_windows_file_system",
		"aws_storagegateway_cached_iscsi_volume", "aws_storagegateway_stored_iscsi_volume"}
}

func (c *collector) selectable(selection *read.Instance) (all []selectable) {
	for _, d := range c.databases.order {
		kind := map[string]string{"instance": "db", "cluster": "cluster"}[d.Kind.Or("")]
		all = append(all, selectable{&d.Resource, "rds", kind, d.Identifier,
			c.optedIn(selection, d), kind == "db"})
	}
	for _, f := range c.fileSystems.order {
		all = append(all, selectable{&f.Resource, "elasticfilesystem", "file-system",
			c.ByAddress[f.ID].Text("id"), c.takes("EFS", selection), true})
	}
	return all
}

// selection is what an aws_backup_selection names, and what it excepts: resources, ARNs and patterns.
type selection struct{ resources, but model.List[string] }

// takes reports whether a selection takes a thing in. Where it has resources and tags, what
// both fit is in, and what one of them fits is not decided here.
func (s selection) takes(in *read.Instance, thing selectable) model.Value[bool] {
	excepted, optedIn := fits(s.but, thing), thing.optedIn
	named, tagged, narrowed := fits(s.resources, thing), taggedFor(in, thing), conditionsFor(in, thing)
	resources, tags := in.IsWritten("resources"), in.IsWritten("selection_tag")
	chosen := named
	switch {
	case !resources && !tags:
		chosen = model.Known(in.IsWritten("condition")) // conditions alone choose among everything
	case !resources:
		chosen = tagged
	case tags && (!named.IsKnown() || !tagged.IsKnown() || named.Or(false) != tagged.Or(false)):
		chosen = model.Unknown[bool](
			model.Why{Reason: model.Unsupported, Detail: in.Address + " selects by name and by tag"},
		)
	}
	if thing.namedAnyway {
		optedIn = model.Some(optedIn, isNamed(s.resources, thing))
	}
	return model.Every(model.Not(excepted), chosen, narrowed, optedIn)
}

// isNamed reports whether a list names a thing itself, by no pattern.
func isNamed(list model.List[string], thing selectable) model.Value[bool] {
	if slices.Contains(list.Items(), thing.ID) || list.IsWhole() {
		return model.Known(slices.Contains(list.Items(), thing.ID))
	}
	return model.Unknown[bool](list.Why())
}

// fits reports whether a list of ARNs, with wildcards or without, holds a thing.
func fits(list model.List[string], thing selectable) model.Value[bool] {
	result := model.Known(false)
	for _, id := range list.Items() {
		switch fits := fitsPattern(id, thing); {
		case id == thing.ID || fits.Or(false):
			return model.Known(true)
		case !fits.IsKnown():
			result = fits
		}
	}
	if !list.IsWhole() {
		return model.Unknown[bool](list.Why())
	}
	return result
}

// fitsPattern compares the ARN that a thing has, or will have, with a pattern.
func fitsPattern(pattern string, thing selectable) model.Value[bool] {
	if pattern == "*" {
		return model.Known(true)
	}
	// A kind stands before a colon or a slash.
	pattern = strings.Replace(pattern, ":"+thing.kind+"/", ":"+thing.kind+":", 1)
	parts := []model.Value[string]{
		model.Known("arn"),
		model.Known(""),
		model.Known(thing.service),
		thing.Region,
		thing.Account,
		model.Known(thing.kind),
		thing.name,
	}
	fields := strings.SplitN(pattern, ":", len(parts))
	for len(fields) < len(parts) && strings.HasSuffix(pattern, "*") {
		fields = append(fields, "*")
	}
	if len(fields) != len(parts) {
		return model.Known(false)
	}
	result := model.Known(true)
	for i, part := range parts {
		text, isKnown := part.Get()
		switch {
		case fields[i] == "*" || i == 1:
		case !isKnown:
			result = model.Unknown[bool](part.Why())
		case !fitsName(fields[i], text):
			return model.Known(false)
		}
	}
	return result
}

// fitsName compares a name with a pattern that may end in a wildcard.
func fitsName(pattern, name string) bool {
	if prefix, found := strings.CutSuffix(pattern, "*"); found {
		return strings.HasPrefix(name, prefix)
	}
	return pattern == name
}

// taggedFor reports whether a thing has one of the tags that a selection asks for.
func taggedFor(in *read.Instance, thing selectable) model.Value[bool] {
	n, s := in.Count("selection_tag")
	result := model.Known(false)
	if s.IsOpen() {
		result = model.Unknown[bool](model.Why{Reason: model.KnownAfterApply, Detail: in.Address + " selects by tag"})
	}
	for i := range n {
		prefix := "selection_tag." + strconv.Itoa(i) + "."
		switch has := hasTag(thing.Resource, in.Text(prefix+"key"), in.Text(prefix+"value")); {
		case has.Or(false):
			return has
		case !has.IsKnown():
			result = has
		}
	}
	return result
}

// conditionsFor reports whether a thing meets all conditions of a selection.
func conditionsFor(in *read.Instance, thing selectable) model.Value[bool] {
	n, s := in.Count("condition")
	result := model.Known(true)
	if s.IsOpen() {
		result = model.Unknown[bool](
			model.Why{Reason: model.KnownAfterApply, Detail: in.Address + " selects by conditions"},
		)
	}
	for i := range n {
		prefix := "condition." + strconv.Itoa(i) + "."
		for _, other := range []string{"string_like", "string_not_equals", "string_not_like"} {
			if m, s := in.Count(prefix + other); m > 0 || s.IsOpen() {
				result = model.Unknown[bool](
					model.Why{Reason: model.Unsupported, Detail: in.Address + " selects by " + other},
				)
			}
		}
		m, s := in.Count(prefix + "string_equals")
		if s.IsOpen() {
			result = model.Unknown[bool](
				model.Why{Reason: model.KnownAfterApply, Detail: in.Address + " selects by conditions"},
			)
		}
		for j := range m {
			each := prefix + "string_equals." + strconv.Itoa(j) + "."
			key := in.Text(each + "key")
			if name, found := strings.CutPrefix(key.Or(""), "aws:ResourceTag/"); found {
				key = model.Known(name)
			}
			switch has := hasTag(thing.Resource, key, in.Text(each+"value")); {
			case !has.IsKnown():
				result = has
			case !has.Or(true):
				return has
			}
		}
	}
	return result
}

func hasTag(r *model.Resource, key, value model.Value[string]) model.Value[bool] {
	tags, tagsKnown := r.Tags.Get()
	name, nameKnown := key.Get()
	switch {
	case !tagsKnown:
		return model.Unknown[bool](r.Tags.Why())
	case !nameKnown:
		return model.Unknown[bool](key.Why())
	case strings.Contains(tags[name], read.StandIn):
		return model.Unknown[bool](model.Why{Reason: model.KnownAfterApply, Detail: "the tag " + name})
	}
	has, isThere := tags[name]
	if !isThere {
		return model.Known(false)
	}
	return model.Is(value, has)
}
