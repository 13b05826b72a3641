# Lambda functions: one in a VPC with all that belongs to it, one outside, one that is a container image.
resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }

resource "aws_subnet" "private" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
  availability_zone = ["us-east-1a", "us-east-1b"][count.index]
}

resource "aws_security_group" "worker" {
  name   = "worker"
  vpc_id = aws_vpc.main.id
}

resource "aws_iam_role" "worker" {
  name               = "worker"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })
}

resource "aws_sqs_queue" "jobs" { name = "jobs" }
resource "aws_sqs_queue" "failed" { name = "failed" }

resource "aws_cloudwatch_log_group" "worker" {
  name              = "/aws/lambda/worker"
  retention_in_days = 30
}

variable "token" {
  default   = "aVeryS3cretTokenOfTheWorker"
  sensitive = true
}

resource "aws_lambda_function" "worker" {
  function_name                  = "worker"
  role                           = aws_iam_role.worker.arn
  filename                       = "worker.zip"
  handler                        = "worker.main"
  runtime                        = "python3.12"
  memory_size                    = 512
  reserved_concurrent_executions = 5
  architectures                  = ["arm64"]
  environment {
    variables = {
      QUEUE       = aws_sqs_queue.jobs.url
      STAGE       = "prod"
      DB_PASSWORD = "hunter2-is-no-password"
      API_TOKEN   = var.token
    }
  }
  vpc_config {
    subnet_ids         = aws_subnet.private[*].id
    security_group_ids = [aws_security_group.worker.id]
  }
  dead_letter_config { target_arn = aws_sqs_queue.failed.arn }
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = aws_lambda_function.worker.function_name
  function_version = "1"
}

resource "aws_lambda_event_source_mapping" "jobs" {
  event_source_arn = aws_sqs_queue.jobs.arn
  function_name    = aws_lambda_alias.live.arn
}

resource "aws_lambda_event_source_mapping" "off" {
  event_source_arn = aws_sqs_queue.failed.arn
  function_name    = aws_lambda_function.worker.arn
  enabled          = false
}

resource "aws_lambda_permission" "topic" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.worker.function_name
  principal     = "sns.amazonaws.com"
}

resource "aws_lambda_function_url" "worker" {
  function_name      = aws_lambda_function.worker.function_name
  authorization_type = "AWS_IAM"
}

resource "aws_lambda_function" "open" {
  function_name = "open"
  role          = aws_iam_role.worker.arn
  filename      = "open.zip"
  handler       = "open.main"
  runtime       = "nodejs22.x"
}

resource "aws_lambda_function_event_invoke_config" "open" {
  function_name = aws_lambda_function.open.function_name
  destination_config {
    on_failure { destination = aws_sqs_queue.failed.arn }
  }
}

resource "aws_lambda_function_url" "open" {
  function_name      = aws_lambda_function.open.function_name
  authorization_type = "NONE"
}

resource "aws_lambda_permission" "open" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.open.arn
  principal     = "*"
}

resource "aws_lambda_function" "image" {
  function_name = "image"
  role          = aws_iam_role.worker.arn
  package_type  = "Image"
  image_uri     = "123456789012.dkr.ecr.us-east-1.amazonaws.com/image:v1"
  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.worker.name
  }
}

resource "aws_lambda_permission" "image" {
  action         = "lambda:InvokeFunction"
  function_name  = "image"
  principal      = "*"
  source_account = "123456789012"
}
