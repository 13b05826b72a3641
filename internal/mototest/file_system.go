package mototest

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/efs"
	"github.com/aws/aws-sdk-go-v2/service/efs/types"
)

func (b *Builder) fileSystems() {
	api := efs.NewFromConfig(b.cfg)
	for _, f := range b.model.FileSystems {
		if !f.Encrypted.IsKnown() {
			continue // all that is known of it is a mount target
		}
		out := must(
			api.CreateFileSystem(
				b.ctx,
				&efs.CreateFileSystemInput{
					CreationToken: aws.String(f.ID),
					Encrypted:     aws.Bool(f.Encrypted.Or(false)),
					KmsKeyId:      b.id(f.KMSKey),
					Backup:        aws.Bool(f.Backups.Or(false)),
					Tags:          []types.Tag{{Key: aws.String("Name"), Value: str(f.Name)}},
				},
			),
		)
		b.IDs[f.ID] = *out.FileSystemArn
		for _, subnet := range b.ids(f.Subnets) {
			done(
				api.CreateMountTarget(
					b.ctx,
					&efs.CreateMountTargetInput{
						FileSystemId:   out.FileSystemId,
						SubnetId:       aws.String(subnet),
						SecurityGroups: b.ids(f.SecurityGroups),
					},
				),
			)
		}
		if f.EncryptedInTransit.Or(false) {
			done(
				api.PutFileSystemPolicy(
					b.ctx,
					&efs.PutFileSystemPolicyInput{
						FileSystemId: out.FileSystemId,
						Policy: aws.String(document(map[string]any{
							"Effect": "Deny",
							"Principal": map[string]any{
								"AWS": "*",
							},
							"Action":    "*",
							"Condition": map[string]any{"Bool": map[string]any{"aws:SecureTransport": "false"}},
						})),
					},
				),
			)
		}
	}
}
