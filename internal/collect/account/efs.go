package account

import (
	"context"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/efs"
	"github.com/aws/aws-sdk-go-v2/service/efs/types"
)

// fileSystemAPI is what is read of EFS.
type fileSystemAPI interface {
	efs.DescribeFileSystemsAPIClient
	efs.DescribeMountTargetsAPIClient
	DescribeMountTargetSecurityGroups(
		context.Context,
		*efs.DescribeMountTargetSecurityGroupsInput,
		...func(*efs.Options),
	) (*efs.DescribeMountTargetSecurityGroupsOutput, error)
	DescribeBackupPolicy(
		context.Context,
		*efs.DescribeBackupPolicyInput,
		...func(*efs.Options),
	) (*efs.DescribeBackupPolicyOutput, error)
	DescribeFileSystemPolicy(
		context.Context,
		*efs.DescribeFileSystemPolicyInput,
		...func(*efs.Options),
	) (*efs.DescribeFileSystemPolicyOutput, error)
}

func readFileSystems(ctx context.Context, r *region) {
	readFileSystemsOf(ctx, r, efs.NewFromConfig(r.cfg()))
}

func readFileSystemsOf(ctx context.Context, r *region, api fileSystemAPI) {
	var found []types.FileSystemDescription
	_ = pages(
		ctx,
		efs.NewDescribeFileSystemsPaginator(api, &efs.DescribeFileSystemsInput{MaxItems: aws.Int32(100)}),
		func(out *efs.DescribeFileSystemsOutput) {
			found = append(found, out.FileSystems...)
		},
	)
	follow(ctx, found, func(ctx context.Context, d types.FileSystemDescription) {
		known, _ := tagged(d.Tags, func(t types.Tag) (*string, *string) { return t.Key, t.Value })
		f := model.FileSystem{
			Resource:  r.resource("aws_efs_file_system", aws.ToString(d.FileSystemArn), d.Name, known),
			Encrypted: value(d.Encrypted),
			KMSKey:    model.Known(aws.ToString(d.KmsKeyId)),
			Placement: model.Nowhere(),
			Lifecycle: form.FileSystemStates().Lifecycle(text(d.LifeCycleState)),
		}
		r.mountTargets(ctx, api, d.FileSystemId, &f)
		fileSystemPolicies(ctx, api, d.FileSystemId, &f)
		r.add(func(a *model.Architecture) { a.FileSystems = append(a.FileSystems, f) })
	})
}

// mountTargets adds where a file system is, and notes which network interfaces are its own.
func (r *region) mountTargets(ctx context.Context, api fileSystemAPI, id *string, f *model.FileSystem) {
	var found []types.MountTargetDescription
	err := pages(
		ctx,
		efs.NewDescribeMountTargetsPaginator(
			api,
			&efs.DescribeMountTargetsInput{FileSystemId: id, MaxItems: aws.Int32(100)},
		),
		func(out *efs.DescribeMountTargetsOutput) {
			found = append(found, out.MountTargets...)
		},
	)
	if err != nil {
		why := whyNot("EFS", "DescribeMountTargets", err)
		f.Subnets, f.SecurityGroups = f.Subnets.Broken(why), f.SecurityGroups.Broken(why)
	}
	for _, t := range found {
		r.wire(f.ID, aws.ToString(t.NetworkInterfaceId))
		f.Subnets = model.Union(f.Subnets, model.Whole(r.ec2("subnet", t.SubnetId)))
		out, err := api.DescribeMountTargetSecurityGroups(
			ctx,
			&efs.DescribeMountTargetSecurityGroupsInput{MountTargetId: t.MountTargetId},
		)
		if err != nil {
			f.SecurityGroups = f.SecurityGroups.Broken(whyNot("EFS", "DescribeMountTargetSecurityGroups", err))
			continue
		}
		f.SecurityGroups = model.Union(f.SecurityGroups, model.Whole(r.ec2All("security-group", out.SecurityGroups)...))
	}
}

func fileSystemPolicies(ctx context.Context, api fileSystemAPI, id *string, f *model.FileSystem) {
	backup, err := api.DescribeBackupPolicy(ctx, &efs.DescribeBackupPolicyInput{FileSystemId: id})
	switch {
	case classify(err) == statusAbsent:
		f.Backups = model.Known(false)
	case err != nil:
		f.Backups = model.Unknown[bool](whyNot("EFS", "DescribeBackupPolicy", err))
	case backup.BackupPolicy != nil:
		f.Backups = model.Known(backup.BackupPolicy.Status == types.StatusEnabled)
	}
	policy, err := api.DescribeFileSystemPolicy(ctx, &efs.DescribeFileSystemPolicyInput{FileSystemId: id})
	switch {
	case classify(err) == statusAbsent:
		f.EncryptedInTransit = model.Known(false)
	case err != nil:
		f.EncryptedInTransit = model.Unknown[bool](whyNot("EFS", "DescribeFileSystemPolicy", err))
	default:
		f.EncryptedInTransit = form.RefusesPlain(policyOf(policy.Policy, f.ID))
	}
}
