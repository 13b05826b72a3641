package account

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"
)

// keyAPI is what is read of KMS.
type keyAPI interface {
	kms.ListAliasesAPIClient
	DescribeKey(context.Context, *kms.DescribeKeyInput, ...func(*kms.Options)) (*kms.DescribeKeyOutput, error)
	GetKeyPolicy(context.Context, *kms.GetKeyPolicyInput, ...func(*kms.Options)) (*kms.GetKeyPolicyOutput, error)
	GetKeyRotationStatus(
		context.Context,
		*kms.GetKeyRotationStatusInput,
		...func(*kms.Options),
	) (*kms.GetKeyRotationStatusOutput, error)
}

// keyring tells keys of AWS from those of the customer.
type keyring struct {
	// managed are ARNs of keys behind an alias/aws/ alias: AWS made them, and rotates them.
	managed map[string]bool
	// target is the key of an alias, by the alias' ARN and its name.
	target map[string]string
	why    *model.Why
}

// readAliases learns which keys AWS manages. One list says it for all keys.
// https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html
func readAliases(ctx context.Context, r *region, api keyAPI) {
	ring := keyring{managed: map[string]bool{}, target: map[string]string{}}
	err := pages(
		ctx,
		kms.NewListAliasesPaginator(api, &kms.ListAliasesInput{Limit: aws.Int32(100)}),
		func(out *kms.ListAliasesOutput) {
			for _, a := range out.Aliases {
				key := r.arn("kms", "key/"+aws.ToString(a.TargetKeyId))
				ring.target[aws.ToString(a.AliasArn)], ring.target[aws.ToString(a.AliasName)] = key, key
				if strings.HasPrefix(aws.ToString(a.AliasName), "alias/aws/") && a.TargetKeyId != nil {
					ring.managed[key] = true
				}
			}
		},
	)
	ring.why = whyPart("KMS", "ListAliases", err)
	r.mu.Lock()
	r.keys = ring
	r.mu.Unlock()
}

// keyOf reads a reference to a key, which services name by its ARN, its id or an alias: empty for one
// that AWS manages, else the key's ARN.
func (r *region) keyOf(ref model.Value[string]) model.Value[string] {
	id, ok := ref.Get()
	if !ok || id == "" {
		return ref
	}
	if !strings.Contains(id, ":") && !strings.HasPrefix(id, "alias/") {
		id = r.arn("kms", "key/"+id)
	}
	if form.OwnKey(id) == "" || r.keys.managed[id] {
		return model.Known("")
	}
	if key, ok := r.keys.target[id]; ok {
		return model.Known(key)
	}
	if r.keys.why != nil {
		return model.Unknown[string](*r.keys.why)
	}
	return model.Known(id)
}

// readKeys reads the keys that encrypt anything of the region, and no others: only those are judged.
func readKeys(ctx context.Context, r *region) {
	api := kms.NewFromConfig(r.cfg())
	readAliases(ctx, r, api)
	follow(ctx, r.linkKeys(), func(ctx context.Context, id string) { r.key(ctx, api, id) })
}

// linkKeys brings references to keys to their one form, and gives back the customer's, sorted. Of AWS's
// own keys neither CloudWatch nor Budgets may use any.
func (r *region) linkKeys() []string {
	used := map[string]bool{}
	r.add(func(a *model.Architecture) {
		a.EachEncrypted(func(noun model.Encrypted) {
			key := r.keyOf(*noun.EncryptionKey())
			if topic, ok := noun.(*model.Topic); ok && topic.KMSKey.Or("") != "" {
				isOwn := model.Map(key, func(key string) bool { return key != "" })
				topic.HearsAlarms = model.Every(topic.HearsAlarms, isOwn)
				topic.HearsBudgets = model.Every(topic.HearsBudgets, isOwn)
			}
			*noun.EncryptionKey() = key
			used[key.Or("")] = true
		})
	})
	delete(used, "")
	return slices.Sorted(maps.Keys(used))
}

// key reads one key.
func (r *region) key(ctx context.Context, api keyAPI, id string) {
	n := model.Key{
		Resource: r.resource("aws_kms_key", id, nil, model.Value[map[string]string]{}),
		State:    keyState(ctx, api, id),
	}
	if out, err := api.GetKeyRotationStatus(ctx, &kms.GetKeyRotationStatusInput{KeyId: aws.String(id)}); err != nil {
		n.RotationEnabled = model.Unknown[bool](whyNot("KMS", "GetKeyRotationStatus", err))
	} else {
		n.RotationEnabled = model.Known(out.KeyRotationEnabled)
	}
	if out, err := api.GetKeyPolicy(
		ctx,
		&kms.GetKeyPolicyInput{KeyId: aws.String(id), PolicyName: aws.String("default")},
	); err != nil {
		n.HearsAlarms = model.Unknown[bool](whyNot("KMS", "GetKeyPolicy", err))
	} else {
		n.HearsAlarms = form.KeyHearsAlarms(policyOf(out.Policy, id), form.Home{Account: n.Account, Region: n.Region})
	}
	r.add(func(a *model.Architecture) { a.Keys = append(a.Keys, n) })
}

// keyState asks what state a key is in: one that is disabled or about to be deleted rotates no
// more, whatever its rotation status says.
// https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
func keyState(ctx context.Context, api keyAPI, id string) model.Value[string] {
	out, err := api.DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: aws.String(id)})
	var absent *types.NotFoundException
	switch {
	case errors.As(err, &absent):
		return model.Known("Deleted")
	case err != nil:
		return model.Unknown[string](whyNot("KMS", "DescribeKey", err))
	case out.KeyMetadata == nil || out.KeyMetadata.KeyState == "":
		return model.Unknown[string](
			model.Why{Reason: model.NotReturned, Detail: "KMS does not tell the state of the key"},
		)
	}
	return model.Known(string(out.KeyMetadata.KeyState))
}
