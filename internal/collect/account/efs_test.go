package account

import (
	"context"
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/efs"
	efstypes "github.com/aws/aws-sdk-go-v2/service/efs/types"
	"github.com/aws/smithy-go"
)

// fileAnswers answers about one file system with one mount target.
type fileAnswers struct {
	policy string
	err    error
}

func (f fileAnswers) DescribeFileSystems(
	context.Context,
	*efs.DescribeFileSystemsInput,
	...func(*efs.Options),
) (*efs.DescribeFileSystemsOutput, error) {
	return &efs.DescribeFileSystemsOutput{
		FileSystems: []efstypes.FileSystemDescription{
			{FileSystemId: aws.String("fs-1"), FileSystemArn: aws.String("files"), Encrypted: aws.Bool(true)},
		},
	}, nil
}

func (f fileAnswers) DescribeMountTargets(
	context.Context,
	*efs.DescribeMountTargetsInput,
	...func(*efs.Options),
) (*efs.DescribeMountTargetsOutput, error) {
	return &efs.DescribeMountTargetsOutput{
		MountTargets: []efstypes.MountTargetDescription{
			{
				NetworkInterfaceId: aws.String("eni-1"),
				SubnetId:           aws.String("subnet-a"),
				MountTargetId:      aws.String("fsmt-1"),
			},
		},
	}, nil
}

func (f fileAnswers) DescribeMountTargetSecurityGroups(
	context.Context,
	*efs.DescribeMountTargetSecurityGroupsInput,
	...func(*efs.Options),
) (*efs.DescribeMountTargetSecurityGroupsOutput, error) {
	return &efs.DescribeMountTargetSecurityGroupsOutput{SecurityGroups: []string{"sg-1"}}, f.err
}

func (f fileAnswers) DescribeBackupPolicy(
	context.Context,
	*efs.DescribeBackupPolicyInput,
	...func(*efs.Options),
) (*efs.DescribeBackupPolicyOutput, error) {
	if f.err != nil {
		return nil, f.err
	}
	return nil, &smithy.GenericAPIError{Code: "PolicyNotFound"}
}

func (f fileAnswers) DescribeFileSystemPolicy(
	context.Context,
	*efs.DescribeFileSystemPolicyInput,
	...func(*efs.Options),
) (*efs.DescribeFileSystemPolicyOutput, error) {
	if f.policy == "" && f.err == nil {
		return nil, &smithy.GenericAPIError{Code: "PolicyNotFound"}
	}
	return &efs.DescribeFileSystemPolicyOutput{Policy: &f.policy}, f.err
}

// TestFileSystemAnswers: a policy that is not there refuses nothing, one that was not read may, and the
// network interface of a mount target is the file system's.
func TestFileSystemAnswers(t *testing.T) {
	const refuses = `{"Statement":[{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}`
	r := testRegion()
	readFileSystemsOf(context.Background(), r, fileAnswers{policy: refuses})
	if f := r.a.FileSystems[0]; !f.EncryptedInTransit.Or(false) || f.Backups.Or(true) ||
		len(f.SecurityGroups.Items()) != 1 ||
		!f.Subnets.IsWhole() {
		t.Errorf("%+v", f)
	}
	r.wires.interfaces = []types.NetworkInterface{wired("eni-1", "EFS mount target for fs-1 (fsmt-1)")}
	if r.linkInterfaces(); len(r.a.Interfaces) > 0 {
		t.Errorf("a mount target is an interface too: %v", r.a.Interfaces)
	}
	r = testRegion()
	readFileSystemsOf(context.Background(), r, fileAnswers{})
	if f := r.a.FileSystems[0]; f.EncryptedInTransit.Or(true) {
		t.Errorf("%+v", f)
	}
	r = testRegion()
	readFileSystemsOf(context.Background(), r, fileAnswers{err: errors.New("no")})
	if f := r.a.FileSystems[0]; f.EncryptedInTransit.IsKnown() || f.Backups.IsKnown() || f.SecurityGroups.IsWhole() {
		t.Errorf("%+v", f)
	}
}
