package account

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"
)

// keyAPI is what is read of KMS.
type keyAPI interface {
	kms.ListAliasesAPIClient
	DescribeKey(context.Context, *kms.DescribeKeyInput, ...func(*kms.Options)) (*kms.DescribeKeyOutput, error)
	GetKeyRotationStatus(context.Context, *kms.GetKeyRotationStatusInput, ...func(*kms.Options)) (*kms.GetKeyRotationStatusOutput, error)
}

// keyring tells keys of AWS from those of the customer.
type keyring struct {
	// managed are ARNs of keys behind an alias/aws/ alias: AWS made them, and rotates them.
	managed map[string]bool
	// target is the key of an alias, by the alias' ARN.
	target map[string]string
	why    *model.Why
}

// readAliases learns which keys AWS manages. One list says it for all keys.
// https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html
func readAliases(ctx context.Context, r *region, api keyAPI) {
	ring := keyring{managed: map[string]bool{}, target: map[string]string{}}
	err := pages(ctx, kms.NewListAliasesPaginator(api, &kms.ListAliasesInput{Limit: aws.Int32(100)}), func(out *kms.ListAliasesOutput) {
		for _, a := range out.Aliases {
			key := r.arn("kms", "key/"+aws.ToString(a.TargetKeyId))
			ring.target[aws.ToString(a.AliasArn)] = key
			if strings.HasPrefix(aws.ToString(a.AliasName), "alias/aws/") && a.TargetKeyId != nil {
				ring.managed[key] = true
			}
		}
	})
	if err != nil {
		why := whyNot("KMS", "ListAliases", err)
		ring.why = &why
	}
	r.mu.Lock()
	r.keys = ring
	r.mu.Unlock()
}

// of reads a reference to a key: empty for one that AWS manages, else the key's ARN.
func (k keyring) of(ref model.Value[string]) model.Value[string] {
	id, ok := ref.Get()
	if !ok || id == "" {
		return ref
	}
	if strings.Contains(id, ":alias/aws/") || k.managed[id] {
		return model.Known("")
	}
	if key, ok := k.target[id]; ok {
		return model.Known(key)
	}
	if k.why != nil {
		return model.Unknown[string](*k.why)
	}
	return ref
}

// readKeys reads the keys that encrypt anything of the region, and no others: only those are judged.
func readKeys(ctx context.Context, r *region) {
	api := kms.NewFromConfig(r.cfg())
	readAliases(ctx, r, api)
	used := map[string]bool{}
	r.add(func(a *model.Architecture) {
		a.EachEncrypted(func(noun model.Encrypted) {
			key := r.keys.of(r.keyARN(*noun.EncryptionKey()))
			*noun.EncryptionKey() = key
			used[key.Or("")] = true
		})
	})
	delete(used, "")
	readRotation(ctx, r, api, slices.Sorted(maps.Keys(used)))
}

// keyARN brings a reference to a key to one form: services name it by its ARN, its id, or an alias.
func (r *region) keyARN(ref model.Value[string]) model.Value[string] {
	return model.Map(ref, func(id string) string {
		switch {
		case id == "" || strings.HasPrefix(id, "arn:"):
			return id
		case strings.HasPrefix(id, "alias/"):
			return r.arn("kms", id)
		}
		return r.arn("kms", "key/"+id)
	})
}

// readRotation asks whether keys rotate, and in what state they are.
func readRotation(ctx context.Context, r *region, api keyAPI, ids []string) {
	follow(ctx, ids, func(ctx context.Context, id string) {
		n := model.Key{Resource: r.resource("aws_kms_key", id, nil, model.Value[map[string]string]{}), State: keyState(ctx, api, id)}
		out, err := api.GetKeyRotationStatus(ctx, &kms.GetKeyRotationStatusInput{KeyId: aws.String(id)})
		if err != nil {
			n.RotationEnabled = model.Unknown[bool](whyNot("KMS", "GetKeyRotationStatus", err))
		} else {
			n.RotationEnabled = model.Known(out.KeyRotationEnabled)
		}
		r.add(func(a *model.Architecture) { a.Keys = append(a.Keys, n) })
	})
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
		return model.Unknown[string](model.Why{Reason: model.NotReturned, Detail: "KMS does not tell the state of the key"})
	}
	return model.Known(string(out.KeyMetadata.KeyState))
}
