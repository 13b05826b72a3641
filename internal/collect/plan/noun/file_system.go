package noun

import (
	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

func fileSystemTypes() []string { return []string{"aws_efs_file_system"} }

func fileSystem(c *collector, in *read.Instance) {
	f := model.FileSystem{
		Lifecycle: model.Unseen(),
		Resource:  c.base(in, "tags_all.Name"),
		Encrypted: in.Boolean("encrypted", false),
		KMSKey:    c.keyRef(in, "kms_key_id"),
		// EFS gives no public addresses, and makes backups only where it is told to.
		// https://docs.aws.amazon.com/efs/latest/ug/accessing-fs.html
		// https://docs.aws.amazon.com/efs/latest/ug/automatic-backups.html
		Placement:          model.Nowhere(),
		EncryptedInTransit: model.Known(false),
		Backups:            model.Known(false),
	}
	if in.Data || !in.Created {
		why := model.Why{Reason: model.NotManaged, Detail: "nothing in the input says it of " + in.Address}
		f.EncryptedInTransit, f.Backups = model.Unknown[bool](why), model.Unknown[bool](why)
	}
	if in.Data {
		why := model.Why{
			Reason: model.NotManaged,
			Detail: "another state manages " + in.Address + ", with its mount targets",
		}
		f.Subnets, f.SecurityGroups = f.Subnets.Broken(why), f.SecurityGroups.Broken(why)
	}
	c.fileSystems.add(in.Address, f)
}

// mountTarget adds the place of one; without a group it wears the default one of its VPC. Where it is not sure
// of which file system it is one, it stands for one that nothing else is known of.
func mountTarget(c *collector, in *read.Instance) {
	p := c.placed(
		in,
		addRef(model.Whole[string](), c.Ref(in, subnetTypes(), "subnet_id")),
		"security_groups",
		model.Known(false),
	)
	c.wearDefault(&p)
	ref := c.Ref(in, fileSystemTypes(), "file_system_id")
	if c.fileSystems.byID[ref.Or("")] == nil {
		alone := model.StandIn[model.FileSystem](
			c.base(in, "id"),
			model.Why{
				Reason: model.NotInSource,
				Detail: "the file system of " + in.Address + " is not part of the input",
			},
		)
		alone.Placement = p
		defer c.fileSystems.add(in.Address, *alone)
	}
	attachTo(&c.fileSystems, ref, in, func(f *model.FileSystem, doubt *model.Why) {
		if doubt != nil {
			f.Subnets, f.SecurityGroups = f.Subnets.Broken(*doubt), f.SecurityGroups.Broken(*doubt)
			return
		}
		f.Subnets, f.SecurityGroups = model.Union(f.Subnets, p.Subnets), model.Union(f.SecurityGroups, p.SecurityGroups)
	})
}

func fileSystemPolicy(c *collector, in *read.Instance) {
	refuses := form.RefusesPlain(c.statementsOf(in, "policy", in.Address))
	attachTo(
		&c.fileSystems,
		c.Ref(in, fileSystemTypes(), "file_system_id"),
		in,
		func(f *model.FileSystem, doubt *model.Why) {
			f.EncryptedInTransit = unless(refuses, doubt)
		},
	)
}

func fileSystemBackups(c *collector, in *read.Instance) {
	enabled := model.Is(in.Text("backup_policy.0.status"), "ENABLED")
	attachTo(
		&c.fileSystems,
		c.Ref(in, fileSystemTypes(), "file_system_id"),
		in,
		func(f *model.FileSystem, doubt *model.Why) {
			f.Backups = unless(enabled, doubt)
		},
	)
}
