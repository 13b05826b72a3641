package account

import (
	"context"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager/types"
)

func readSecrets(ctx context.Context, r *region) {
	readSecretsOf(ctx, r, secretsmanager.NewFromConfig(r.cfg()))
}

// secretAPI is what is read of Secrets Manager. No call of archcheck can read a secret's value.
type secretAPI interface {
	secretsmanager.ListSecretsAPIClient
	GetResourcePolicy(
		context.Context,
		*secretsmanager.GetResourcePolicyInput,
		...func(*secretsmanager.Options),
	) (*secretsmanager.GetResourcePolicyOutput, error)
}

// readSecretsOf lists secrets, and asks who each keeps out.
func readSecretsOf(ctx context.Context, r *region, api secretAPI) {
	var all []model.Secret
	_ = pages(
		ctx,
		secretsmanager.NewListSecretsPaginator(api, &secretsmanager.ListSecretsInput{MaxResults: aws.Int32(100)}),
		func(out *secretsmanager.ListSecretsOutput) {
			for _, s := range out.SecretList {
				if s.DeletedDate != nil {
					continue // about to be deleted: nobody can read it any more
				}
				known, _ := tagged(s.Tags, func(t types.Tag) (*string, *string) { return t.Key, t.Value })
				n := model.Secret{
					Resource: r.resource("aws_secretsmanager_secret", aws.ToString(s.ARN), s.Name, known),
					KMSKey:   model.Known(aws.ToString(s.KmsKeyId)),
				}
				all = append(all, n)
			}
		},
	)
	follow(ctx, all, func(ctx context.Context, n model.Secret) {
		out, err := api.GetResourcePolicy(ctx, &secretsmanager.GetResourcePolicyInput{SecretId: aws.String(n.ID)})
		if err != nil {
			n.Policy = model.Part[model.Statement](whyNot("Secrets Manager", "GetResourcePolicy", err))
		} else {
			n.Policy = policyOf(out.ResourcePolicy, n.ID)
		}
		r.add(func(a *model.Architecture) { a.Secrets = append(a.Secrets, n) })
	})
}
